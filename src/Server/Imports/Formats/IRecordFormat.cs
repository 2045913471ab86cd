namespace Damon.Server.Imports.Formats;

/// <summary>A kind of file that DAMON's recordings come in. It reads what is there; whether that makes sense is for <see cref="RecordSurvey"/> to say.</summary>
internal interface IRecordFormat
{
    /// <summary>What to call it: <c>damo record (JSON)</c>.</summary>
    string Name { get; }

    /// <summary>Whether a file that begins so is one.</summary>
    /// <param name="start">Its first bytes, unpacked, without a byte order mark.</param>
    bool Fits(ReadOnlySpan<byte> start);

    /// <summary>What is in it, one part at a time. The head of a record may come after its snapshots.</summary>
    /// <param name="content">The whole of it, unpacked.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RecordFaultException">It cannot be read; the message says where and why.</exception>
    IAsyncEnumerable<RecordPart> ReadAsync(Stream content, CancellationToken cancellation);
}
