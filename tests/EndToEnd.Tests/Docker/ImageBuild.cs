namespace Damon.EndToEnd.Tests.Docker;

/// <summary>Carries out a Dockerfile, step by step, as an engine would, in folders.</summary>
/// <param name="folder">Where the stages go.</param>
/// <param name="context">The build context.</param>
/// <param name="bases">What the stages build on.</param>
internal sealed class ImageBuild(string folder, string context, BaseImages bases)
{
    private readonly List<ImageStage> _stages = [];

    private ImageStage Current => _stages[^1];

    /// <summary>The image that the Dockerfile makes.</summary>
    public async Task<ImageStage> RunAsync(string dockerfile)
    {
        var ignored = await File.ReadAllLinesAsync(dockerfile + ".dockerignore", TestContext.Current.CancellationToken);
        foreach (var instruction in DockerInstruction.Parse(await File.ReadAllLinesAsync(dockerfile, TestContext.Current.CancellationToken)))
        {
            await RunAsync(instruction, ignored);
        }

        return Current;
    }

    private Task RunAsync(DockerInstruction instruction, string[] ignored) => instruction.Keyword switch
    {
        "FROM" => BeginStageAsync(instruction.Words),
        "RUN" => Chroot.RunAsync(Current, bases, Current.Expand(Current.User), instruction.Text),
        "COPY" => CopyAsync(instruction, ignored),
        "WORKDIR" => MakeWorkingDirectory(instruction.Text),
        "ENV" => Set(() => AddEnvironment(instruction.Words)),
        "USER" => Set(() => Current.User = Current.Expand(instruction.Text)),
        "ENTRYPOINT" => Set(() => Current.EntryPoint = instruction.Words),
        "EXPOSE" => Task.CompletedTask,
        _ => throw new NotSupportedException($"This test does not know how to carry out {instruction.Keyword}; teach it."),
    };

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private async Task BeginStageAsync(string[] words)
    {
        var name = words is [_, "AS", var given] ? given : "final";
        _stages.Add(new ImageStage(name, await bases.RootAsync(), Path.Combine(folder, name), BaseImages.EnvironmentOf(words[0])));
    }

    private Task MakeWorkingDirectory(string path)
    {
        Current.WorkingDirectory = Current.PathInImage(path);
        Directory.CreateDirectory(Current.Changes + Current.WorkingDirectory);
        return Task.CompletedTask;
    }

    private void AddEnvironment(string[] words)
    {
        foreach (var parts in words.Select(word => word.Split('=', 2)))
        {
            Current.Environment[parts[0]] = Current.Expand(parts[1]);
        }
    }

    // A source that is a folder means what is in it, as with an engine.
    private async Task CopyAsync(DockerInstruction instruction, string[] ignored)
    {
        var from = instruction.Flags.TryGetValue("from", out var stage) ? _stages.Single(s => s.Name == stage).Changes : context;
        var words = instruction.Words;
        var target = Current.Changes + Current.PathInImage(words[^1]);
        Directory.CreateDirectory(target);
        foreach (var source in words[..^1].Select(word => Path.Join(from, word)))
        {
            Assert.True(Path.Exists(source), $"COPY {instruction.Text}: there is no {source}.");
            var excludes = ignored.Select(pattern => "--exclude=" + pattern.Replace("**/", "", StringComparison.Ordinal));
            var (parent, name) = Directory.Exists(source) ? (source, ".") : (Path.GetDirectoryName(source)!, Path.GetFileName(source));
            string[] archive = ["tar", "-C", parent, "-cf", "-", .. excludes, name];
            await Shell.RunAsync("bash", "-c", $"set -o pipefail; {Quoted(archive)} | {Quoted(["tar", "--no-same-owner", "-C", target, "-xf", "-"])}");
        }
    }

    private static string Quoted(IEnumerable<string> words) =>
        string.Join(' ', words.Select(word => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));
}
