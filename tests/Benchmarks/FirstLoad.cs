using System.Diagnostics;

namespace Damon.Benchmarks;

/// <summary>What a first visit costs: bytes over the wire, and seconds until the processes are listed. Two publications are paired.</summary>
internal static class FirstLoad
{
    private const int Rounds = 7;

    public static void Run(string[] arguments)
    {
        string[] published = [PublishedStack.Default, .. arguments];
        var stacks = published.Select(folder => new PublishedStack(folder)).ToArray();
        using var chromium = new Chromium();
        var loads = published.Select(_ => new List<(double Bytes, double Seconds, int Files)>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < stacks.Length; i++)
            {
                loads[i].Add(Load(chromium, stacks[i].Page("")));
            }
        }

        var table = new Table("publication", "files", "MB over the wire", "seconds (median)", "of the first");
        for (var i = 0; i < stacks.Length; i++)
        {
            var ratio = Statistics.Median(loads[i].Zip(loads[0], (mine, first) => mine.Seconds / first.Seconds));
            table.Row(i == 0 ? "this" : $"argument {i}", loads[i][0].Files, Statistics.Median(loads[i].Select(l => l.Bytes)) / 1e6, Statistics.Median(loads[i].Select(l => l.Seconds)), ratio);
            stacks[i].Dispose();
        }
    }

    private static (double Bytes, double Seconds, int Files) Load(Chromium chromium, string address)
    {
        var page = chromium.NewPage();
        var (bytes, files) = (0.0, 0);
        var events = page.Context.NewCDPSessionAsync(page).Result;
        events.SendAsync("Network.enable").Wait();
        events.Event("Network.loadingFinished").OnEvent += (_, message) =>
        {
            bytes += message!.Value.GetProperty("encodedDataLength").GetDouble();
            files++;
        };
        var watch = Stopwatch.StartNew();
        page.GotoAsync(address).Wait();
        page.GetByTestId("process-row").First.WaitForAsync().Wait();
        var seconds = watch.Elapsed.TotalSeconds;
        page.Context.CloseAsync().Wait();
        return (bytes, seconds, files);
    }
}
