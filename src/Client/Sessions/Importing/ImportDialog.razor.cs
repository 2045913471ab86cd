using Damon.Client.Api;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Sessions.Importing;

/// <summary>Takes a file that was recorded elsewhere, sends it, and tells how far that is and what is wrong with it. What is under way ends with it.</summary>
public sealed partial class ImportDialog : ComponentBase, IAsyncDisposable
{
    private ElementReference _file;
    private RecordUpload? _upload;
    private ApiProblem? _problem;
    private bool _chosen;
    private double _sent;
    private double _size;

    /// <summary>Raised with the session that has been made of the file.</summary>
    [Parameter] public EventCallback<SessionResource> OnImported { get; set; }

    /// <summary>Raised when the dialog is to go.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    private bool Sending => _upload is not null;

    private string Progress => _size > 0 && _sent >= _size
        ? $"{ByteSize.Text((long)_size)} sent; the server reads them."
        : $"{ByteSize.Text((long)_sent)} of {ByteSize.Text((long)_size)} sent";

    [Inject] private IJSRuntime Script { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_upload is { } upload)
        {
            _upload = null;
            await upload.DisposeAsync();
        }
    }

    private void Chosen(ChangeEventArgs change) => (_chosen, _problem) = (change.Value?.ToString() is { Length: > 0 }, null);

    private async Task SendAsync()
    {
        if (Sending || !_chosen)
        {
            return;
        }

        (_problem, _sent, _size) = (null, 0, 0);
        var upload = _upload = new RecordUpload(Script, Tell);
        try
        {
            if (await upload.SendAsync(_file) is { } session && _upload == upload)
            {
                await OnImported.InvokeAsync(session);
            }
        }
        catch (ApiException refused)
        {
            _problem = refused.Problem;
        }
        finally
        {
            if (_upload == upload)
            {
                _upload = null;
                await upload.DisposeAsync();
            }
        }
    }

    private void Tell(double sent, double size)
    {
        (_sent, _size) = (sent, size);
        StateHasChanged();
    }

    // What is being sent is given up first; the dialog stays for another file.
    private async Task CancelAsync()
    {
        if (_upload is { } upload)
        {
            _upload = null;
            await upload.DisposeAsync();
            return;
        }

        await OnClose.InvokeAsync();
    }
}
