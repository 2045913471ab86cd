using System.Net;
using Damon.Client.Api;
using Damon.Client.Idle;
using Damon.Client.Layout;
using Damon.Client.Views;
using Damon.Contracts.Json;
using Damon.Contracts.Rest.Lenses;
using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Sessions.Lenses;

/// <summary>Every page of a selected range as a square, coloured by the time since its last access, as long as this is open.</summary>
public sealed partial class LensDialog : ComponentBase
{
    private static readonly string[] Colours = [.. AgeClasses.All.Select(age => age.Colour)];

    private ElementReference _stage;
    private ScriptModule _script = null!;
    private DotNetObjectReference<LensDialog>? _self;
    private LensStory _story = null!;
    private LensRequest _request = new(null, null, null);
    private IReadOnlyList<LensPart> _parts = [];
    private LensPages? _drawn;
    private string _title = "";
    private int _page;
    private bool _isAttached;
    private bool _isGone;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionController Controller { get; set; } = null!;

    /// <summary>What is selected.</summary>
    [Parameter, EditorRequired] public SelectedArea Area { get; set; } = null!;

    /// <summary>Raised when it is to go.</summary>
    [Parameter] public EventCallback OnClose { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string Title => _title;

    private LensWords Words => new(Controller.Time);

    private string PageText => _story.Pages is { Count: > 0 } pages ? Words.Page(pages, Math.Min(_page, pages.Count - 1), Controller.Mappings) : "";

    private string Heading => _story.State switch
    {
        LensState.Refused => "The lens was not opened.",
        LensState.Ended => "The lens has ended.",
        _ => "The pages could not be asked for; trying again.",
    };

    private bool IsTooLarge => _story is { State: LensState.Refused, Problem.Status: HttpStatusCode.BadRequest };

    // A session that does not run is a conflict, too.
    private bool CanTakeOver => _story is { State: LensState.Refused, Problem.Status: HttpStatusCode.Conflict } && Controller.Session?.State == SessionState.Running;

    /// <summary>The pointer is over another page, or keys have moved to one.</summary>
    /// <param name="page">Its number, from 0.</param>
    [JSInvokable]
    public void OnPage(int page)
    {
        _page = Math.Max(0, page);
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        _story.Changed -= Redraw;
        await _story.DisposeAsync();
        await _script.CloseAsync("detach", _stage);
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var session = Controller.Session!;
        var target = session.Targets.ElementAtOrDefault(Controller.Target);
        _title = target is null ? "Every page" : $"Every page of {SessionFacts.Target(target)}";
        _script = new ScriptModule(Script, "./damon-pages.js");
        _story = new LensStory(Api, Time, session.Id);
        _story.Changed += Redraw;
        _parts = LensPart.Of(Area, Controller.Mappings);
        _request = new LensRequest(Controller.Target, null, null);
        Look(LensPart.Mapped(Area, Controller.Mappings));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await _script.CallAsync("attach", _stage, _self, ApiClient.LensAddress(Controller.Session!.Id));
            _isAttached = true;
        }

        if (_isAttached && !_isGone && _story.Pages is { } pages && pages != _drawn)
        {
            _drawn = pages;
            await _script.CallAsync("draw", _stage, pages.Ages, pages.Codes, Colours);
        }
    }

    private static string Hex(ulong address) => HexAddressConverter.Format(address);

    private void Look(AddressRange range)
    {
        var whole = LensRules.Align(range);
        _request = _request with { Start = whole.Start, End = whole.End };
        _ = RunAsync(_story.RunAsync);
    }

    private void TakeOver() => _ = RunAsync(_story.TakeOverAsync);

    // What nobody has foreseen ends the page with a notice: else it would wait for ever.
    private async Task RunAsync(Func<LensRequest, Task> run)
    {
        try
        {
            await run(_request);
        }
        catch (Exception fault) when (!_isGone)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
