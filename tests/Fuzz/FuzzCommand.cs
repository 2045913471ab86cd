using System.Globalization;
using System.Security.Cryptography;
using Damon.Fuzz.Engine;

namespace Damon.Fuzz;

/// <summary><c>TARGET --for 10m --seed N</c>: one target, or all of them one after the other, for a time.</summary>
internal static class FuzzCommand
{
    private const string Usage = "Give a target, or 'all', then --for TIME (30s, 10m, 2h; 1m unless told otherwise), --seed NUMBER, and --into FOLDER for inputs that do harm.";

    /// <summary>Runs it; the status is 1 when a fault was found.</summary>
    /// <exception cref="FormatException">The arguments are wrong; the message says how.</exception>
    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.WriteLine(Usage + "\n");
            foreach (var one in FuzzTargets.Names)
            {
                Console.WriteLine("  " + one);
            }

            return 2;
        }

        var options = Options(arguments[1..]);
        var time = Time(options.GetValueOrDefault("--for", "1m"));
        var seed = int.TryParse(options.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture, out var told) ? told : throw new FormatException("--seed takes a whole number.");
        var into = options.GetValueOrDefault("--into", Path.Combine("artifacts", "fuzz"));
        string[] names = arguments[0] == "all" ? [.. FuzzTargets.Names] : [arguments[0]];
        var faults = 0;
        foreach (var name in names)
        {
            using var target = FuzzTargets.Open(name) ?? throw new FormatException($"There is no target '{name}'. {Usage}");
            faults += Run(target, time, seed, into);
        }

        return faults > 0 ? 1 : 0;
    }

    private static int Run(IFuzzTarget target, TimeSpan time, int seed, string into)
    {
        Directory.CreateDirectory(into);
        var current = Path.Combine(into, target.Name + ".current");
        var end = TimeProvider.System.GetTimestamp() + (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);
        long inputs = 0;
        int faults;
        using (var last = new FileStream(current, FileMode.Create, FileAccess.Write, FileShare.Read, 0))
        {
            var run = new FuzzRun(target, Corpus.Of(target), seed, FuzzBounds.Standard)
            {
                // What ends the whole program, as a stack that overflows, is found in this file.
                Before = input =>
                {
                    last.SetLength(0);
                    last.Write(input);
                },
            };
            run.Run(_ => TimeProvider.System.GetTimestamp() < end);
            foreach (var fault in run.Faults)
            {
                var file = Path.Combine(into, $"{target.Name}-{Convert.ToHexStringLower(SHA256.HashData(fault.Input)[..6])}");
                File.WriteAllBytes(file, fault.Input);
                Console.WriteLine($"{file}: {fault.What}\n");
            }

            (inputs, faults) = (run.Inputs, run.Faults.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {inputs} inputs, {run.Ways} ways to end, {faults} faults (seed {seed})"));
        }

        File.Delete(current);
        return faults;
    }

    private static Dictionary<string, string> Options(string[] arguments)
    {
        var options = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (arguments[i] is not ("--for" or "--seed" or "--into") || i + 1 == arguments.Length)
            {
                throw new FormatException($"'{arguments[i]}' is not understood. {Usage}");
            }

            options[arguments[i]] = arguments[i + 1];
        }

        return options;
    }

    private static TimeSpan Time(string text)
        => text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10_000
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                'h' => TimeSpan.FromHours(number),
                _ => throw new FormatException("--for takes a time such as 30s, 10m or 2h."),
            }
            : throw new FormatException("--for takes a time such as 30s, 10m or 2h.");
}
