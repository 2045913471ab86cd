using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Damon.Sampler.Interop;

/// <summary>Keeps what libbpf says while this thread loads an object, so that a refusal can be told in its words.</summary>
internal static unsafe class LibBpfLog
{
    private const int Warning = 0;
    private const int LongestMessage = 8192;

    [ThreadStatic]
    private static StringBuilder? _messages;

    /// <summary>Starts keeping this thread's messages. The library has one printer for the whole process.</summary>
    internal static void Begin()
    {
        _messages = new StringBuilder();
        LibBpf.SetPrint(&Print);
    }

    /// <summary>Stops, and gives what was said.</summary>
    internal static string End()
    {
        var messages = _messages?.ToString() ?? "";
        _messages = null;
        return messages;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Print(int level, byte* format, nint arguments)
    {
        if (level != Warning || _messages is not { } messages)
        {
            return 0;
        }

        // A C va_list is passed on x86-64 as a pointer, so it can go straight on to libc.
        var buffer = stackalloc byte[LongestMessage];
        var length = Libc.FormatList(buffer, LongestMessage, format, arguments);
        messages.Append(Encoding.UTF8.GetString(buffer, Math.Clamp(length, 0, LongestMessage - 1)));
        return length;
    }
}
