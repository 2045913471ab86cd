using Damon.Contracts.Monitoring;

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
}
