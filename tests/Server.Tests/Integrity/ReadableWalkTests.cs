using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.Integrity;

namespace Damon.Server.Tests.Integrity;

public sealed class ReadableWalkTests
{
    private const int Pieces = 1_000;
    private const long PieceUs = 100_000;
    private const long FirstUs = 5_000_000;

    [Theory]
    [InlineData("", "0-999")]
    [InlineData("0-0", "1-999")]
    [InlineData("999-999", "0-998")]
    [InlineData("0-999", "")]
    [InlineData("300-300", "0-299 301-999")]
    [InlineData("300-555 700-900", "0-299 556-699 901-999")]
    [InlineData("10-10 12-12 14-14", "0-9 11-11 13-13 15-999")]
    public void Go_SomePiecesAreDamaged_HasAllOthersInOrder(string damaged, string wanted)
    {
        var bad = Of(damaged).ToHashSet();
        var notes = new List<string>();

        var found = new ReadableWalk<SnapshotFigures>(time => Read(time, bad), static one => one, FirstUs + (Pieces * PieceUs), notes.Add).Go(new TimeRange(FirstUs, long.MaxValue));

        Assert.Equal(Of(wanted), found.Select(static one => (int)one.Seq));
        Assert.Equal(bad.Count > 0, notes.Contains("Piece damaged."));
    }

    [Fact]
    public void Go_PiecesAreReadSomeAtATime_LosesNoneThatStandBeforeTheDamagedOne()
    {
        var found = new ReadableWalk<SnapshotFigures>(static time => Read(time, [107]).Chunk(16).SelectMany(static some => some), static one => one, FirstUs + (Pieces * PieceUs), static _ => { })
            .Go(new TimeRange(FirstUs, long.MaxValue));

        // Those that were read together with the damaged one and do not begin a read are lost with it.
        Assert.Equal([.. Of("0-95"), .. Of("108-999")], found.Select(static one => (int)one.Seq));
    }

    [Fact]
    public void Go_NothingIsKnownOfItsEnd_EndsAtTheDamage()
        => Assert.Equal(Of("0-41"), new ReadableWalk<SnapshotFigures>(static time => Read(time, [42]), static one => one, long.MinValue, static _ => { }).Go(TimeRange.All).Select(static one => (int)one.Seq));

    private static IEnumerable<SnapshotFigures> Read(TimeRange time, HashSet<int> damaged)
    {
        for (var i = 0; i < Pieces; i++)
        {
            var (startUs, endUs) = (FirstUs + (i * PieceUs), FirstUs + ((i + 1) * PieceUs));
            if (startUs < time.ToUs && endUs > time.FromUs)
            {
                yield return damaged.Contains(i) ? throw new InvalidDataException("Piece damaged.") : new SnapshotFigures { Seq = i, StartUs = startUs, EndUs = endUs };
            }
        }
    }

    private static IEnumerable<int> Of(string ranges)
        => ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static range => range.Split('-').Select(int.Parse).ToArray()).SelectMany(static range => Enumerable.Range(range[0], range[1] - range[0] + 1));
}
