using System.Buffers.Text;
using System.Text;

namespace Damon.Sampler.Procfs;

/// <summary>What Damon needs of <c>/proc/PID/stat</c>.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Name">The kernel's short name (comm).</param>
/// <param name="State">One letter; <c>Z</c> and <c>X</c> are dead.</param>
/// <param name="ParentPid">The parent's process id.</param>
/// <param name="StartTicks">Start in clock ticks since boot.</param>
/// <param name="Space">Tells its address space from any other; null where that may not be read, and while a program is being loaded.</param>
internal sealed record ProcessStat(int Pid, string Name, char State, int ParentPid, ulong StartTicks, AddressSpace? Space)
{
    private const int StateField = 3;
    private const int ParentField = 4;
    private const int StartField = 22;
    private const int CodeField = 26;
    private const int StackField = 28;

    /// <summary>Whether the process has ended and only its number is left.</summary>
    public bool IsDead => State is 'Z' or 'X' or 'x';

    /// <summary>Reads the file's text; null when it is not such a text.</summary>
    public static ProcessStat? Parse(ReadOnlySpan<byte> text)
    {
        // comm may hold blanks, brackets and line ends: it goes from the first '(' to the last ')'.
        var open = text.IndexOf((byte)'(');
        var close = text.LastIndexOf((byte)')');
        if (open < 2 || close < open || close + 2 >= text.Length || !Utf8Parser.TryParse(text[..(open - 1)], out int pid, out _))
        {
            return null;
        }

        var name = Encoding.UTF8.GetString(text[(open + 1)..close]);
        var state = '\0';
        var parent = 0;
        ulong? start = null;
        var code = 0UL;
        var field = StateField;
        foreach (var range in text[(close + 2)..].Split((byte)' '))
        {
            var value = text[(close + 2)..][range];
            switch (field++)
            {
                case StateField when value.Length == 1:
                    state = (char)value[0];
                    break;
                case ParentField when Utf8Parser.TryParse(value, out int number, out _):
                    parent = number;
                    break;
                case StartField when state != '\0' && Utf8Parser.TryParse(value, out ulong ticks, out _):
                    start = ticks;
                    break;
                case CodeField when Utf8Parser.TryParse(value, out ulong first, out _):
                    code = first;
                    break;
                case StackField when start is { } known && Utf8Parser.TryParse(value, out ulong stack, out _):
                    return new ProcessStat(pid, name, state, parent, known, stack == 0 ? null : new AddressSpace(code, stack));
                default:
                    break;
            }
        }

        return start is { } begun ? new ProcessStat(pid, name, state, parent, begun, null) : null;
    }
}
