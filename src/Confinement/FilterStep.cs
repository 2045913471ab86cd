using System.Runtime.InteropServices;

namespace Damon.Confinement;

/// <summary>One instruction of a filter: <c>struct sock_filter</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FilterStep(ushort Code, byte IfTrue, byte IfFalse, uint Operand)
{
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort ReturnValue = 0x06;

    /// <summary>Reads a word of <c>struct seccomp_data</c>.</summary>
    public static FilterStep Load(uint offset) => new(LoadWord, 0, 0, offset);

    /// <summary>Goes on with the next step when what was read is <paramref name="value"/>, else passes over some.</summary>
    public static FilterStep Unless(uint value, byte skip) => new(JumpIfEqual, 0, skip, value);

    /// <summary>Goes on with the next step when what was read is at least <paramref name="value"/>, else passes over some.</summary>
    public static FilterStep UnlessAtLeast(uint value, byte skip) => new(JumpIfAtLeast, 0, skip, value);

    /// <summary>Goes on with the next step when what was read has any of these bits, else passes over some.</summary>
    public static FilterStep UnlessAnyBit(uint bits, byte skip) => new(JumpIfAnyBit, 0, skip, bits);

    /// <summary>Passes over some when what was read is <paramref name="value"/>.</summary>
    public static FilterStep SkipIf(uint value, byte skip) => new(JumpIfEqual, skip, 0, value);

    /// <summary>Ends with an answer to the kernel.</summary>
    public static FilterStep Return(uint answer) => new(ReturnValue, 0, 0, answer);
}
