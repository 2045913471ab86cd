using Damon.Model.Monitoring;

namespace Damon.Client.Processes;

/// <summary>Kinds of operations in plain words.</summary>
public static class OperationsNames
{
    /// <summary>Name to show.</summary>
    public static string Text(OperationsKind kind) => kind switch
    {
        OperationsKind.Auto => "automatic",
        OperationsKind.KernelDamon => "kernel DAMON",
        OperationsKind.PageIdle => "page-idle",
        OperationsKind.PageTable => "page table",
        OperationsKind.Referenced => "referenced bytes",
        _ => kind.ToString(),
    };

    /// <summary>How it checks access, in one sentence.</summary>
    public static string About(OperationsKind kind) => kind switch
    {
        OperationsKind.Auto => "The best kind that this host offers.",
        OperationsKind.KernelDamon => "The kernel does all the work itself; only one program at a time can use it.",
        OperationsKind.PageIdle => "The kernel's idle page tracking tells whether a page was accessed.",
        OperationsKind.PageTable => "Reads and clears the Accessed bits of the process's page tables.",
        OperationsKind.Referenced => "The kernel counts the referenced bytes of whole mappings: coarse, and works nearly everywhere.",
        _ => "",
    };
}
