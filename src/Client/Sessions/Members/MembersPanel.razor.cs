using Damon.Client.Api;
using Damon.Client.Idle;
using Damon.Client.Idle.Words;
using Damon.Client.Layout;
using Damon.Client.Viewports;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Members;

/// <summary>The processes of a session that has several or follows a group, each with its memory at the moment shown.</summary>
public sealed partial class MembersPanel : ComponentBase, IDisposable
{
    // What all targets tell of one moment has come by then; the server takes it for one moment.
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private MemberLooks _looks = null!;
    private MemberRows _rows = MemberRows.Empty;
    private (IReadOnlyList<TargetResource>?, object?, int, string, SortOrder?) _made;
    private SortOrder _order = MemberRows.Biggest;
    private string _filter = "";
    private long? _followedUs;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionController Controller { get; set; } = null!;

    /// <summary>Raised when something has changed that the page's address holds.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    /// <summary>Brings the picture to where it can be seen.</summary>
    [Parameter] public EventCallback Reveal { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private SessionResource? Session => Controller.Session;

    private AgeWords Words => new(Controller.Time);

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _looks = new MemberLooks(Api);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Arrange();
        var us = Controller.Idle.Moment?.Us;
        if (Session is { } session && IsShown(session) && us != _followedUs)
        {
            _followedUs = us;
            await FollowAsync(session.Id, us, _closing.Token);
        }
    }

    private static bool IsShown(SessionResource session) => session.Groups.Count > 0 || session.Targets.Count > 1;

    private async Task FollowAsync(string session, long? us, CancellationToken cancel)
    {
        // One target's own look comes before those of the others.
        if (!Controller.Idle.IsTogether && us is not null)
        {
            us += (long)SameMoment.TotalMicroseconds;
            if (!Controller.IsRecorded && !await Time.PauseAsync(SameMoment, cancel))
            {
                return;
            }
        }

        if (await _looks.FollowAsync(session, us, cancel))
        {
            Arrange();
            StateHasChanged();
        }
    }

    private void Arrange()
    {
        var targets = Session?.Targets ?? [];
        if (_made != (targets, _looks.All, Controller.NeedSeconds, _filter, _order))
        {
            _made = (targets, _looks.All, Controller.NeedSeconds, _filter, _order);
            _rows = MemberRows.Of(targets, _looks.All, Controller.NeedSeconds, _filter, _order);
        }
    }

    private void Filter(ChangeEventArgs change)
    {
        _filter = (string?)change.Value ?? "";
        Arrange();
    }

    private void Reorder(SortOrder wanted)
    {
        _order = wanted;
        Arrange();
    }

    private async Task ChooseAsync(MemberRow row)
    {
        await Reveal.InvokeAsync();
        await Controller.SetTargetAsync(row.Target.Index);
        await Changed.InvokeAsync();
    }
}
