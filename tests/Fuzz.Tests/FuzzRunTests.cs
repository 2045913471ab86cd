using Damon.Fuzz.Engine;

namespace Damon.Fuzz.Tests;

/// <summary>Faults of every kind are found, or the other tests could not fail.</summary>
public sealed class FuzzRunTests
{
    private static readonly FuzzBounds Bounds = new(TimeSpan.FromSeconds(30), 1 << 20);

    [Fact]
    public void Run_ExceptionThatIsNotDocumented_IsAFaultWithItsShortestInput()
    {
        var seen = new List<int>();

        var run = Run(
            input =>
            {
                seen.Add(input.Length);
                return input.Length > 4 ? throw new InvalidOperationException() : "";
            },
            Bounds);

        Assert.Equal(seen.Where(static length => length > 4).Min(), Assert.Single(run.Faults).Input.Length);
    }

    [Fact]
    public void Run_DocumentedRefusal_IsNoFault()
        => Assert.Empty(Run(static input => input.Length > 4 ? throw new FormatException("Too long.") : "", Bounds).Faults);

    [Fact]
    public void Run_TooMuchMemory_IsAFault()
        => Assert.Equal("memory", Assert.Single(Run(static input => input.Length > 4 ? new byte[2 << 20].Length.ToString("x", null) : "", Bounds).Faults).Key);

    [Fact]
    public void Run_TooMuchTime_IsAFault()
    {
        var waits = 1;

        // Once: of several that take long one is told.
        var run = Run(input => input.Length > 4 && waits-- > 0 ? Wait() : "", Bounds with { Longest = TimeSpan.FromMilliseconds(500) });

        Assert.Contains(Assert.Single(run.Faults).Key, new[] { "time", "endless" });
    }

    [Fact]
    public void Run_WithoutEnd_IsAFaultAndReturns()
    {
        var never = new TaskCompletionSource<string>();

        var run = Run(input => input.Length > 4 ? never.Task.Result : "", Bounds with { Longest = TimeSpan.FromMilliseconds(100) });

        // Before it goes on after all.
        var fault = Assert.Single(run.Faults).Key;
        never.SetResult("");
        Assert.Equal("endless", fault);
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameInputs()
    {
        var (first, second, other) = (new List<string>(), new List<string>(), new List<string>());
        Run(Into(first), Bounds);
        Run(Into(second), Bounds);
        Run(Into(other), Bounds, seed: 2);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    private static FuzzRun Run(Func<byte[], string> read, FuzzBounds bounds, int inputs = 200, int seed = 1)
    {
        using var target = new FuzzTarget<FormatException>("test", "a test", read, ["word"]);
        var run = new FuzzRun(target, [[1, 2]], seed, bounds);
        run.Run(so => so.Inputs < inputs);
        return run;
    }

    private static Func<byte[], string> Into(List<string> all) => input =>
    {
        all.Add(Convert.ToHexString(input));
        return "";
    };

    private static string Wait()
    {
        Thread.Sleep(600);
        return "";
    }
}
