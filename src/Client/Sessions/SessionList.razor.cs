using System.Globalization;
using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions;

/// <summary>The sessions, newest first, kept up to date while the page is open.</summary>
public sealed partial class SessionList : RefreshingComponent
{
    private IReadOnlyList<SessionResource>? sessions;
    private ApiProblem? deleteProblem;
    private string? asked;

    [Inject] private ApiClient Api { get; set; } = null!;

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task LoadAsync()
        => sessions = [.. (await Api.GetSessionsAsync(Closing)).OrderByDescending(s => s.StartedAt)];

    private static string Address(SessionResource session) => "sessions/" + Uri.EscapeDataString(session.Id);

    private static string Title(SessionResource session) => session.Name.Length > 0 ? session.Name : session.Id;

    private string Started(SessionResource session)
    {
        var local = TimeZoneInfo.ConvertTime(session.StartedAt, Time.LocalTimeZone);
        var today = TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Time.LocalTimeZone);
        return local.ToString(local.Date == today.Date ? "'today' HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private double DurationUs(SessionResource session)
    {
        var us = session is { FirstUs: { } first, LastUs: { } last }
            ? last - first
            : ((session.EndedAt ?? Time.GetUtcNow()) - session.StartedAt).TotalMicroseconds;
        return Math.Max(0, us);
    }

    private async Task DeleteAsync(SessionResource session)
    {
        (asked, deleteProblem) = (null, null);
        try
        {
            await Api.DeleteAsync(session.Id, Closing);
        }
        catch (ApiException fault)
        {
            deleteProblem = fault.Problem;
        }

        await RefreshAsync();
    }
}
