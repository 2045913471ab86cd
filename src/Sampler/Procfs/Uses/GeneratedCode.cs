namespace Damon.Sampler.Procfs.Uses;

/// <summary>Code that a virtual machine compiles while it runs: executable memory of no file, in a process that has one.</summary>
internal static class GeneratedCode
{
    /// <summary>The use.</summary>
    public const string Use = "JIT code";

    /// <summary>Tells it where it is found.</summary>
    public static void Mark(MappingFacts[] mappings, in ProgramHints hints, string?[] uses)
    {
        if (!MappingUses.Maps(mappings, IsMachine))
        {
            return;
        }

        for (var i = 0; i < mappings.Length; i++)
        {
            if (MappingUses.IsPlain(mappings[i]) && MappingUses.IsExecutable(mappings[i]))
            {
                uses[i] ??= Use;
            }
        }
    }

    private static bool IsMachine(string file)
        => file is "libjvm.so" or "libcoreclr.so" or "node" or "nodejs" || file.StartsWith("libnode.so", StringComparison.Ordinal);
}
