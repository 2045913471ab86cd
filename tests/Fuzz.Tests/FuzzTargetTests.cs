using System.Globalization;
using Damon.Fuzz;
using Damon.Fuzz.Engine;

namespace Damon.Fuzz.Tests;

/// <summary>Every target reads its corpus and some inputs made of it, always the same; docs/fuzzing.md says how to go on for longer.</summary>
public sealed class FuzzTargetTests(ITestOutputHelper output)
{
    private const int Seed = 1;

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Read_CorpusAndWhatIsMadeOfIt_IsReadOrRefusedAsDocumented(string name)
    {
        using var target = FuzzTargets.Open(name)!;
        var corpus = Corpus.Of(target);
        var run = new FuzzRun(target, corpus, Seed, FuzzBounds.Standard);

        run.Run(so => so.Inputs < target.Enough);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {run.Inputs} inputs, {corpus.Count} of them as they are, {run.Ways} ways to end"));
        Assert.True(run.Ways > 1, "Whatever it reads, it ends in the same way: nothing was tried.");
        Assert.True(run.Faults.Count == 0, string.Join("\n\n", run.Faults.Select(static fault => $"{fault.What}\nof {Convert.ToBase64String(fault.Input)}")));
    }
}
