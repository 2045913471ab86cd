using System.IO.Pipelines;
using Damon.Server.History;

namespace Damon.Server.Exports;

/// <summary>One form in which a session can leave the server.</summary>
internal interface IExportFormat
{
    /// <summary>What <c>format=</c> takes.</summary>
    string Name { get; }

    /// <summary>The end of the file's name.</summary>
    string Ending { get; }

    /// <summary>The file's media type.</summary>
    string ContentType { get; }

    /// <summary>Whether it is for damo, whose records cannot tell unknown memory.</summary>
    bool IsForDamo { get; }

    /// <summary>Writes the file while the history is read; holds a bounded part of it at a time.</summary>
    /// <exception cref="OperationCanceledException">The receiver is gone.</exception>
    Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation);
}
