using System.Globalization;
using Damon.Client.Access;
using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Damon.Client.Sessions.Listing;

/// <summary>One session in the list, with what can be done with it. Renaming happens in its place.</summary>
public sealed partial class SessionRow : ComponentBase, IAsyncDisposable
{
    private const int LongestShortNotes = 160;

    private readonly CancellationTokenSource _closing = new();
    private ElementReference _field;
    private ElementReference _renameButton;
    private ScriptModule _script = null!;
    private bool _focusField;
    private bool _focusButton;
    private bool _saving;
    private string _text = "";
    private string? _fault;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionResource Session { get; set; } = new();

    /// <summary>Whether it is ticked for a comparison.</summary>
    [Parameter] public bool Chosen { get; set; }

    /// <summary>Raised when it is ticked or no longer.</summary>
    [Parameter] public EventCallback<bool> ChosenChanged { get; set; }

    /// <summary>Whether its name is being changed.</summary>
    [Parameter] public bool Renaming { get; set; }

    /// <summary>Raised when renaming begins or ends.</summary>
    [Parameter] public EventCallback<bool> RenamingChanged { get; set; }

    /// <summary>Raised when the server has changed the session.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    /// <summary>Raised when a dialog is wanted.</summary>
    [Parameter] public EventCallback<SessionQuestion> OnAsk { get; set; }

    [CascadingParameter] private Permissions Permissions { get; set; } = Permissions.Unknown;

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private string Title => SessionFacts.Title(Session);

    private string FaultId => "rename-error-" + Session.Id;

    private string ShortNotes => Session.Notes.Length <= LongestShortNotes ? Session.Notes : Session.Notes[..LongestShortNotes].TrimEnd() + "…";

    private string Started
    {
        get
        {
            var local = TimeZoneInfo.ConvertTime(Session.StartedAt, Time.LocalTimeZone);
            var today = TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Time.LocalTimeZone);
            return local.ToString(local.Date == today.Date ? "'today' HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _closing.Cancel();
        _closing.Dispose();
        return _script.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _script = new ScriptModule(Script, "./damon-dialog.js");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusField && Renaming)
        {
            _focusField = false;
            await _script.CallAsync("select", _field);
        }
        else if (_focusButton && !Renaming)
        {
            _focusButton = false;
            await _renameButton.FocusAsync();
        }
    }

    private Task BeginAsync()
    {
        (_text, _fault, _focusField) = (Session.Name, null, true);
        return RenamingChanged.InvokeAsync(true);
    }

    private Task KeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CancelAsync() : Task.CompletedTask;

    private Task CancelAsync()
    {
        _focusButton = true;
        return RenamingChanged.InvokeAsync(false);
    }

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(_text))
        {
            _fault = "Give a name, or press Esc to keep the old one.";
            return;
        }

        (_saving, _fault) = (true, null);
        try
        {
            await Api.UpdateAsync(Session.Id, new UpdateSessionRequest { Name = _text.Trim() }, _closing.Token);
            await OnChanged.InvokeAsync();
            _focusButton = true;
            await RenamingChanged.InvokeAsync(false);
        }
        catch (ApiException refused)
        {
            _fault = refused.Problem.For("name") ?? refused.Problem.Message;
        }
        catch (OperationCanceledException)
        {
            // The row is gone.
        }
        finally
        {
            _saving = false;
        }
    }
}
