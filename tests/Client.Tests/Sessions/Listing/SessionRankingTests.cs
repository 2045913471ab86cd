using Damon.Client.Layout;
using Damon.Client.Sessions.Listing;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Sessions.Listing;

public sealed class SessionRankingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly SessionResource[] Some =
    [
        Session("a", minute: 1, seconds: 30, snapshots: 5),
        Session("C", minute: 3, seconds: 10, snapshots: 9),
        Session("b", minute: 2, seconds: 20, snapshots: 7),
    ];

    [Theory]
    [InlineData("started", true, "Cba")]
    [InlineData("started", false, "abC")]
    [InlineData("name", false, "abC")]
    [InlineData("duration", true, "abC")]
    [InlineData("snapshots", true, "Cba")]
    public void Sort_ByColumn_Orders(string column, bool descending, string expected)
        => Assert.Equal(expected, Ids(SessionRanking.Sort(Some, new SortOrder(column, descending), Now)));

    [Fact]
    public void Renew_ValuesChange_RowsStayWhereTheyAre()
    {
        var order = new SortOrder("snapshots", true);
        var shown = SessionRanking.Sort(Some, order, Now);

        var renewed = SessionRanking.Renew(shown, [.. Some.Select(s => s.Id == "a" ? s with { SnapshotCount = 100 } : s)], order, Now);

        Assert.Equal("Cba", Ids(renewed));
        Assert.Equal(100, renewed[2].SnapshotCount);
    }

    [Fact]
    public void Renew_OneComesAndOneGoes_TheOthersKeepTheirOrder()
    {
        var shown = SessionRanking.Sort(Some, SessionRanking.Newest, Now);

        var renewed = SessionRanking.Renew(shown, [Some[0], Some[1], Session("d", minute: 4, seconds: 1, snapshots: 0)], SessionRanking.Newest, Now);

        Assert.Equal("dCa", Ids(renewed));
    }

    [Fact]
    public void Press_SameColumn_TurnsRound_AnotherBeginsItsOwnWay()
    {
        Assert.Equal(new SortOrder("started", false), SessionRanking.Newest.Press("started", true));
        Assert.Equal(new SortOrder("name", false), SessionRanking.Newest.Press("name", false));
    }

    private static string Ids(IEnumerable<SessionResource> sessions) => string.Concat(sessions.Select(s => s.Id));

    private static SessionResource Session(string id, int minute, int seconds, int snapshots) => new()
    {
        Id = id,
        Name = id,
        StartedAt = new DateTimeOffset(2026, 3, 4, 11, minute, 0, TimeSpan.Zero),
        FirstUs = 0,
        LastUs = seconds * 1_000_000L,
        SnapshotCount = snapshots,
    };
}
