using Damon.Contracts.Rest.Access;
using Damon.Model.Access;
using Damon.Server.Configuration;
using Damon.Server.Security.Audit;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.Security.Audit;

public sealed class FileAuditLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    private string Done => _directory["damon.db.audit"];

    private string Tried => _directory["damon.db.audit-tried"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Add_AtOneTime_KeepsTheOrderAndLosesNothingBetweenPages()
    {
        var log = Log();
        for (var i = 0; i < 10; i++)
        {
            log.Add(Entry(i % 3 == 0 ? 403 : 200, $"{i}"));
        }

        var first = log.Read(long.MaxValue, 7);
        var second = log.Read(first.Next!.Value, 7);

        Assert.Equal(Enumerable.Range(0, 10).Reverse().Select(i => $"{i}"), first.Entries.Concat(second.Entries).Select(entry => entry.Subject));
        Assert.Null(second.Next);
    }

    [Fact]
    public void Restart_GoesOnBehindWhatIsThere_AlsoBehindALineCutOff()
    {
        Log().Add(Entry(200, "before"));
        File.AppendAllText(Done, "{\"at\":\"2020-01-");

        var log = Log();
        log.Add(Entry(200, "after"));

        var told = log.Read(long.MaxValue, 10);
        Assert.Equal(["after", "before"], told.Entries.Select(entry => entry.Subject));
        Assert.Equal("1 lines of its files are no entries.", told.Remark);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Done));
    }

    [Fact]
    public void Text_OfACaller_IsNoLineOfItsOwn()
    {
        var log = Log();
        log.Add(Entry(200, "a\n{\"action\":\"delete\"}\u2028b"));

        Assert.Single(File.ReadAllLines(Done));
        Assert.Equal("a\n{\"action\":\"delete\"}\u2028b", Assert.Single(log.Read(long.MaxValue, 10).Entries).Subject);
    }

    [Fact]
    public void Size_IsBounded_AndWhatIsRefusedDoesNotPushOutWhatWasDone()
    {
        var log = Log();
        log.Add(Entry(204, "the one that matters"));
        var much = new string('x', 40_000);
        for (var i = 0; i < 60; i++)
        {
            log.Add(Entry(403, $"{i}{much}"));
            log.Add(Entry(200, $"{i}{much}") with { Role = AccessRole.Viewer });
        }

        var size = Directory.GetFiles(_directory.Path).Sum(file => new FileInfo(file).Length);
        Assert.InRange(size, 262_144, 1_048_576);
        var told = log.Read(long.MaxValue, 1_000).Entries;
        Assert.Equal("the one that matters", told[^1].Subject);
        Assert.Equal($"59{much}", told[0].Subject);
        Assert.Equal([Done, Tried, Tried + ".1"], Directory.GetFiles(_directory.Path).Order());
    }

    [Fact]
    public void CannotBeWritten_WaitsInMemoryAndSaysSo_AndIsWrittenLater()
    {
        Directory.CreateDirectory(Done);
        var log = Log();
        log.Add(Entry(200, "while it could not"));

        var meanwhile = log.Read(long.MaxValue, 10);
        Directory.Delete(Done);
        log.Add(Entry(200, "when it could"));
        var after = Log().Read(long.MaxValue, 10);

        Assert.Equal("while it could not", Assert.Single(meanwhile.Entries).Subject);
        Assert.Matches("^The audit log cannot be written or read: .* 1 entries wait in memory\\.$", meanwhile.Remark);
        Assert.Equal(["when it could", "while it could not"], after.Entries.Select(entry => entry.Subject));
        Assert.Null(after.Remark);
    }

    [Fact]
    public void CannotBeWritten_ForLong_IsBoundedAndTellsWhatWasLost()
    {
        Directory.CreateDirectory(Done);
        var log = Log();
        for (var i = 0; i < 1_010; i++)
        {
            log.Add(Entry(200, $"{i}"));
        }

        var told = log.Read(long.MaxValue, 2_000);
        Assert.Equal((1_000, "10"), (told.Entries.Count, told.Entries[^1].Subject));
        Assert.EndsWith("10 entries were lost because they could not be written.", told.Remark, StringComparison.Ordinal);
    }

    private static AuditEntry Entry(int status, string subject) => new() { Action = "delete", Status = status, Role = AccessRole.Operator, Address = "10.0.0.1", Subject = subject };

    private FileAuditLog Log()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Damon:Database"] = _directory["damon.db"],
            ["Damon:Auth:AuditMegabytes"] = "1",
        }).Build();
        return new FileAuditLog(new SettingsReader(configuration, static _ => "/", 0, static _ => null).Read(), _time, NullLogger<FileAuditLog>.Instance);
    }
}
