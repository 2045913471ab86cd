using System.Net;
using System.Text.Json;
using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Sessions.Importing;

/// <summary>
/// One upload of a record. The browser reads the file from its disk while it sends it, so that it may be larger than the
/// page's memory. Disposing it gives the upload up.
/// </summary>
/// <param name="script">The browser.</param>
/// <param name="sent">Told how many bytes are sent, and how many there are.</param>
public sealed class RecordUpload(IJSRuntime script, Action<double, double> sent) : IAsyncDisposable
{
    private readonly ScriptModule _module = new(script, "./damon-upload.js");

    // A name, because the input may be gone when the upload is given up.
    private readonly string _name = Guid.NewGuid().ToString("n");
    private DotNetObjectReference<RecordUpload>? _reference;
    private bool _isSending;

    /// <summary>Sends the file of an input; null when the upload was given up.</summary>
    /// <exception cref="ApiException">It was refused, or did not arrive.</exception>
    public async Task<SessionResource?> SendAsync(ElementReference input)
    {
        _isSending = true;
        _reference = DotNetObjectReference.Create(this);
        UploadAnswer answer;
        try
        {
            answer = await _module.AskAsync<UploadAnswer>("send", _name, input, ApiClient.ImportAddress, _reference);
        }
        catch (JSException fault)
        {
            throw Broken($"The file could not be sent: {fault.Message}");
        }
        finally
        {
            _isSending = false;
        }

        return answer switch
        {
            { GivenUp: true } => null,
            { Status: 0 } => throw Broken("The connection to the server broke off while the file was sent. Check that the server still runs and that the file can be read, then try again."),
            { Status: >= 200 and < 300 } => JsonSerializer.Deserialize<SessionResource>(answer.Body, ContractJson.Options),
            _ => throw new ApiException(ProblemReader.Read((HttpStatusCode)answer.Status, answer.Body)),
        };
    }

    /// <summary>Told by the script.</summary>
    [JSInvokable]
    public void OnSent(double bytes, double all) => sent(bytes, all);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isSending)
        {
            await _module.CloseAsync("giveUp", _name);
        }

        await _module.DisposeAsync();
        _reference?.Dispose();
    }

    // Not the server's refusal: the note's heading says that nothing was imported.
    private static ApiException Broken(string sentence) => new(new ApiProblem { Status = HttpStatusCode.RequestTimeout, Message = sentence });
}
