using Damon.Client.Api;
using Damon.Client.Idle;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Members;

namespace Damon.Client.Sessions.Members;

/// <summary>What each process of a session tells at the moment shown; one call for all of them.</summary>
/// <param name="api">The calls.</param>
public sealed class MemberLooks(ApiClient api)
{
    private long? _askedUs;
    private bool _isAsking;

    /// <summary>By index of the target; always of one moment.</summary>
    public IReadOnlyDictionary<int, IdleMoment> All { get; private set; } = new Dictionary<int, IdleMoment>();

    /// <summary>The moment, Unix microseconds; null while nothing is told.</summary>
    public long? Us { get; private set; }

    /// <summary>Comes to tell a moment; while an answer is on its way, only the newest moment asked for is asked next.</summary>
    /// <param name="session">Session id.</param>
    /// <param name="us">The moment, Unix microseconds; null when nothing is known.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether anything has changed.</returns>
    public async Task<bool> FollowAsync(string session, long? us, CancellationToken cancel)
    {
        if (_askedUs == us)
        {
            return false;
        }

        _askedUs = us;
        if (_isAsking)
        {
            return false;
        }

        var before = All;
        _isAsking = true;
        for (var at = us; ; at = _askedUs)
        {
            var found = at is { } moment ? await Asking.TryAsync(stop => api.GetMembersAsync(session, moment, stop), cancel) : null;
            if (cancel.IsCancellationRequested)
            {
                return false;
            }

            if (at == _askedUs)
            {
                All = found is not null ? found.Members.ToDictionary(member => member.Target, Of) : at is null ? new Dictionary<int, IdleMoment>() : All;
                Us = found is { Members: [_, ..] members } ? members.Max(member => member.AtUs) : found is not null || at is null ? null : Us;
                _isAsking = false;
                return !ReferenceEquals(before, All);
            }
        }
    }

    private static IdleMoment Of(Member member) => new(
        new IdlePoint(member.AtUs, member.Idle.ResidentBytes, member.Idle.Bytes, member.Idle.Errors, member.Idle.UnknownBytes, member.ResolutionUs),
        new NeededPoint(member.AtUs, member.Idle.ResidentBytes, member.Needed, member.NeededErrors),
        [],
        member.AtUs - member.WatchedUs);
}
