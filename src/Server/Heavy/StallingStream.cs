namespace Damon.Server.Heavy;

/// <summary>A body of which no single read or write may take longer than a bound; it neither seeks nor ends the stream within.</summary>
/// <param name="within">The body.</param>
/// <param name="bound">The bound.</param>
internal sealed class StallingStream(Stream within, StallBound bound) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => within.CanRead;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => within.CanWrite;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bound.Begin();
        try
        {
            return await within.ReadAsync(buffer, cancellationToken);
        }
        finally
        {
            bound.End();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bound.Begin();
        try
        {
            await within.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            bound.End();
        }
    }

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        bound.Begin();
        try
        {
            await within.FlushAsync(cancellationToken);
        }
        finally
        {
            bound.End();
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => within.Read(buffer, offset, count);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => within.Write(buffer, offset, count);

    /// <inheritdoc/>
    public override void Flush() => within.Flush();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
