using System.Runtime.InteropServices;

namespace Damon.Server.Configuration;

/// <summary>What .NET does not tell.</summary>
internal static partial class NativeMethods
{
    /// <summary>The user this process runs as.</summary>
    [LibraryImport("libc")]
    internal static partial uint geteuid();
}
