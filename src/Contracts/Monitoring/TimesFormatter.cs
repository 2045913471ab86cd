using MessagePack;
using MessagePack.Formatters;

namespace Damon.Contracts.Monitoring;

/// <summary>Times, each as its difference from the one before: many regions have changed at the same moment.</summary>
public sealed class TimesFormatter : IMessagePackFormatter<long[]?>
{
    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, long[]? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(value.Length);
        var before = 0L;
        foreach (var time in value)
        {
            writer.Write(time - before);
            before = time;
        }
    }

    /// <inheritdoc/>
    public long[]? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
        {
            return null;
        }

        var times = new long[reader.ReadArrayHeader()];
        var before = 0L;
        for (var i = 0; i < times.Length; i++)
        {
            before += reader.ReadInt64();
            times[i] = before;
        }

        return times;
    }
}
