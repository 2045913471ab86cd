using System.IO.Pipelines;
using Damon.Server.History;

namespace Damon.Server.Exports;

/// <summary>One form in which a session can leave the server.</summary>
internal interface IExportFormat
{
    /// <summary>What <c>format=</c> takes; also the end of the file's name.</summary>
    string Name { get; }

    /// <summary>The file's media type.</summary>
    string ContentType { get; }

    /// <summary>Writes the file while the history is read; holds a snapshot at a time.</summary>
    Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation);
}
