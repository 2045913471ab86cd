using System.Buffers;
using System.Buffers.Binary;
using MessagePack;
using MessagePack.Formatters;

namespace Damon.Contracts.Monitoring;

/// <summary>Shares of 0 .. 1 in two bytes each, to 1/65,534; 65,535 stands for null.</summary>
public sealed class ShareFormatter : IMessagePackFormatter<double?[]?>
{
    private const ushort Unknown = ushort.MaxValue;
    private const double Whole = Unknown - 1;

    /// <summary>A share as it is packed.</summary>
    /// <param name="share">0 .. 1; what lies beyond is cut off.</param>
    public static ushort Pack(double? share) => share is { } value ? (ushort)Math.Round(Math.Clamp(value, 0, 1) * Whole) : Unknown;

    /// <summary>A packed share.</summary>
    public static double? Unpack(ushort packed) => packed == Unknown ? null : packed / Whole;

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, double?[]? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteBinHeader(value.Length * sizeof(ushort));
        var bytes = writer.GetSpan(value.Length * sizeof(ushort));
        for (var i = 0; i < value.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(i * sizeof(ushort))..], Pack(value[i]));
        }

        writer.Advance(value.Length * sizeof(ushort));
    }

    /// <inheritdoc/>
    public double?[]? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.ReadBytes() is not { } packed)
        {
            return null;
        }

        var bytes = packed.ToArray();
        var shares = new double?[bytes.Length / sizeof(ushort)];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = Unpack(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(i * sizeof(ushort))));
        }

        return shares;
    }
}
