using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Damon.Confinement;

/// <summary>
/// Starts this program anew in this process with fewer rights. Rights belong to threads, and a runtime has several before the
/// first line of a program: what one of them gives up, all have given up after <c>execve</c>.
/// </summary>
/// <param name="kept">What stays of the capabilities, of those that are there.</param>
/// <param name="account">Whom to become; null for nobody else.</param>
/// <param name="filter">The filter of system calls; null for none.</param>
public sealed unsafe class ConfinedStart(Capabilities kept, Account? account, SystemCallFilter? filter)
{
    // Holds the process id: what this process starts inherits the variable, and is another one.
    private const string Mark = "DAMON_CONFINED";

    private const int LastCapability = 63;

    /// <summary>Whether this process has been started so.</summary>
    public static bool IsDone => Environment.GetEnvironmentVariable(Mark) == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gives up all but what is kept, and starts anew; comes back only when that fails.</summary>
    /// <returns>Why it failed, as a sentence.</returns>
    public string Run()
    {
        // Before the rights go with which they are read.
        var arguments = Strings(File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0'));
        var environment = Strings(Variables());
        var (held, ambient) = (Set("CapPrm:"), Set("CapAmb:"));
        RemoveDiagnostics();
        // Where it may not, the filter alone keeps it from networks.
        Native.LeaveNetwork();
        for (var capability = 0; capability <= LastCapability; capability++)
        {
            if (((ulong)kept >> capability & 1) == 0)
            {
                // Of numbers that the kernel does not know, and without CAP_SETPCAP, this fails.
                Native.DropFromBounds(capability);
            }
        }

        if (account is { } other && other.Uid != Native.EffectiveUser() && !(Native.KeepCapabilities() && Native.Become(other)))
        {
            return $"The program may not become user {other.Uid} ({Reason()}): start it as root with CAP_SETUID and CAP_SETGID, or without that setting.";
        }

        // Units and containers have done that already, and their filters may refuse it.
        var isDone = account is null && (held & ~kept) == 0 && (Native.EffectiveUser() == 0 || ambient == held);
        if (!(isDone || GiveUp(held & kept)) || !Native.SetNoNewPrivileges())
        {
            return $"The program could not give up its rights ({Reason()}).";
        }

        if (filter is not null && !filter.SetForThread())
        {
            return $"The kernel does not take a filter of system calls ({Reason()}): it needs CONFIG_SECCOMP_FILTER.";
        }

        Native.Execute(Environment.ProcessPath!, arguments, environment);
        return $"The program could not start anew with fewer rights ({Reason()}): its user must be able to read {Environment.ProcessPath}.";
    }

    // What a program of another user than root is to have after execve, must be ambient; root has what its bounds leave.
    private static bool GiveUp(Capabilities held)
    {
        var isRoot = Native.EffectiveUser() == 0;
        Native.ClearAmbient();
        if (!Native.SetCapabilities(held, isRoot ? Capabilities.None : held))
        {
            return false;
        }

        for (var capability = 0; !isRoot && capability <= LastCapability; capability++)
        {
            if (((ulong)held >> capability & 1) != 0 && !Native.RaiseAmbient(capability))
            {
                return false;
            }
        }

        return true;
    }

    private static Capabilities Set(string name)
    {
        var line = File.ReadLines("/proc/thread-self/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line is not null && ulong.TryParse(line[name.Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var set) ? (Capabilities)set : 0;
    }

    private static IEnumerable<string> Variables()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if ((string)variable.Key is not (Mark or "DOTNET_EnableDiagnostics"))
            {
                yield return $"{variable.Key}={variable.Value}";
            }
        }

        yield return $"{Mark}={Environment.ProcessId}";
        // Through the runtime's diagnostic socket every program of the same user could make it load a library.
        yield return "DOTNET_EnableDiagnostics=0";
    }

    // What the runtime has put there for debuggers of the program that is replaced would stay.
    private static void RemoveDiagnostics()
    {
        foreach (var name in new[] { "clr-debug-pipe", "dotnet-diagnostic" })
        {
            try
            {
                foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), $"{name}-{Environment.ProcessId}-*"))
                {
                    File.Delete(file);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Nothing but a file that stays.
            }
        }
    }

    // Never freed: this memory goes with the program that is replaced.
    private static byte** Strings(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        var strings = (byte**)NativeMemory.AllocZeroed((nuint)all.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < all.Length; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(all[i]);
            strings[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(strings[i], bytes.Length));
        }

        return strings;
    }

    private static string Reason() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
}
