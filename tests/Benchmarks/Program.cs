using Damon.Benchmarks;

// Each prints one table. Run a Release build, as root, on an otherwise idle machine: figures vary, compare within a run.
(string Name, string What, Action<string[]> Run)[] benchmarks =
[
    ("tick", "time and allocation of one sampling tick", TickCost.Run),
    ("cost", "the sampler's CPU time by regions and by target size", SamplerCost.Run),
    ("slowdown", "speed of a target with and without monitoring, paired", Slowdown.Run),
    ("accuracy", "hot bytes and working set against an exact read", Accuracy.Run),
    ("real", "cost and truth on Redis, PostgreSQL, a JVM and workloads whose truth is known", Damon.Benchmarks.Real.RealRun.Run),
    ("needed", "needed memory against references that share nothing with the panel, and its cost", Damon.Benchmarks.Needed.NeededRun.Run),
    ("headline", "the headline of real programs' sessions, read from the page, against such references", Damon.Benchmarks.Needed.HeadlineRun.Run),
    ("steps", "CPU time of the adaptive plan's steps", AdaptiveSteps.Run),
    ("watch", "what is said of a workload or a process, second by second (seconds, plan, workload or pid)", Watch.Run),
    ("gaps", "finding the two biggest gaps between mappings", Gaps.Run),
    ("soak", "memory, descriptors, threads and log while ten sessions are recorded and watched, and targets come and go (minutes, file of the picture, publication)", Damon.Benchmarks.Soaking.Soak.Run),
    ("latency", "from the end of an aggregation to the painted pixel (minutes, viewers, regions, height of the pages, another publication)", PictureLatency.Run),
    ("opening", "calls and seconds until a recording is shown (a database, further publications to compare with)", Opening.Run),
    ("zoom", "from a key that zooms a recording to its cells in the browser (further publications to compare with)", Zoom.Run),
    ("import", "seconds and memory of importing a record (MB of JSON)", Damon.Benchmarks.Storing.ImportCost.Run),
    ("history", "commits, CPU time and waiting of storing snapshots, by targets and by how they are pushed", Damon.Benchmarks.Storing.HistoryCost.Run),
    ("size", "bytes of a recording on disk against the field's record of the same snapshots", Damon.Benchmarks.Storing.StorageSize.Run),
    ("sustained", "storing twenty sessions of 1,000 regions while their pictures are drawn (seconds)", Damon.Benchmarks.Storing.Sustained.Run),
    ("day", "what pictures of a recording of hours cost by the length of their time (hours, file)", Damon.Benchmarks.Storing.DayPictures.Run),
    ("kills", "what is missing after the server was killed again and again while it recorded (times)", Damon.Benchmarks.Storing.Kills.Run),
    ("crowd", "many viewers, readers and slow ones at once: what is answered, shed and dropped (seconds, viewers, readers, slow ones, sessions, publication)", Damon.Benchmarks.Crowds.Crowd.Run),
    ("load", "bytes and seconds of a first visit (further publications to compare with)", FirstLoad.Run),
];

var chosen = benchmarks.Where(benchmark => args.Length == 0 ? benchmark.Name != "watch" : benchmark.Name == args[0]).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"There is no benchmark '{args[0]}'. Give one of:");
    foreach (var (name, what, _) in benchmarks)
    {
        Console.Error.WriteLine($"  {name,-10} {what}");
    }

    return 2;
}

foreach (var (name, what, run) in chosen)
{
    Console.WriteLine($"\n## {name}: {what}\n");
    run(args.Skip(1).ToArray());
}

return 0;
