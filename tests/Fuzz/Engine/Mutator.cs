using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Damon.Fuzz.Engine;

/// <summary>Changes inputs. The same seed makes the same changes.</summary>
/// <param name="seed">The seed.</param>
/// <param name="words">Words that inputs are made of.</param>
internal sealed class Mutator(int seed, IReadOnlyList<string> words)
{
    /// <summary>Longest input, bytes.</summary>
    public const int Longest = 1 << 15;

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "127", "128", "255", "256", "65535", "65536", "2147483647", "2147483648", "-2147483648", "4294967295", "4294967296",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "1e308", "1e-308", "NaN", "0.1",
        "79228162514264337593543950335", "ffffffffffffffff", "7fffffffffffffff", "8000000000000000", "00000000000000000000000000000001",
    ];

    private static readonly ulong[] Values = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, long.MaxValue, 1UL << 63, ulong.MaxValue];

    private readonly Random _random = new(seed);

    /// <summary>One of some inputs.</summary>
    public byte[] Choose(IReadOnlyList<byte[]> pool) => pool[_random.Next(pool.Count)];

    /// <summary>An input like another.</summary>
    /// <param name="input">The other.</param>
    /// <param name="pool">Where parts are taken from.</param>
    public byte[] Change(byte[] input, IReadOnlyList<byte[]> pool)
    {
        var bytes = new List<byte>(input);
        for (var changes = 1 << _random.Next(4); changes > 0; changes--)
        {
            ChangeOnce(bytes, pool);
        }

        return [.. bytes.Take(Longest)];
    }

    private void ChangeOnce(List<byte> bytes, IReadOnlyList<byte[]> pool)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(12))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, Length(bytes.Count - at));
                break;
            case 3:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, Length(bytes.Count - at)));
                break;
            case 4 when _random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(at, Part(Choose(pool)));
                break;
            case 6:
                var tail = Part(Choose(pool));
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(tail);
                break;
            case 7 or 8:
                ReplaceNumber(bytes, at);
                break;
            case 9 when words.Count > 0:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(words[_random.Next(words.Count)]));
                break;
            case 10:
                Overwrite(bytes, at);
                break;
            default:
                bytes.InsertRange(at, Varint(Values[_random.Next(Values.Length)] - (ulong)_random.Next(3)));
                break;
        }
    }

    private int Length(int most) => most == 0 ? 0 : _random.Next(3) == 0 ? _random.Next(most + 1) : _random.Next(Math.Min(most, 16) + 1);

    private byte[] Part(byte[] other)
    {
        var from = _random.Next(other.Length + 1);
        return [.. other.Skip(from).Take(Length(other.Length - from))];
    }

    // The digits at a place, or behind it, become another number.
    private void ReplaceNumber(List<byte> bytes, int at)
    {
        while (at < bytes.Count && !IsDigit(bytes[at]))
        {
            at++;
        }

        var end = at;
        while (end < bytes.Count && IsDigit(bytes[end]))
        {
            end++;
        }

        var number = _random.Next(4) == 0 ? _random.NextInt64().ToString(CultureInfo.InvariantCulture) : Numbers[_random.Next(Numbers.Length)];
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Encoding.ASCII.GetBytes(number));
    }

    private void Overwrite(List<byte> bytes, int at)
    {
        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(value, Values[_random.Next(Values.Length)]);
        foreach (var part in value.AsSpan(0, 1 << _random.Next(4)))
        {
            if (at < bytes.Count)
            {
                bytes[at++] = part;
            }
        }
    }

    private static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';

    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
