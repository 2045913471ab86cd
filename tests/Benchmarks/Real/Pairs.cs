using System.Globalization;
using Damon.Model.Monitoring;

namespace Damon.Benchmarks.Real;

/// <summary>CPU time that a program takes for an operation, with and without monitoring in turn.</summary>
internal static class Pairs
{
    /// <summary>How long each side of a pair takes.</summary>
    private static readonly TimeSpan Side = TimeSpan.FromSeconds(2);

    /// <summary>From the beginning of monitoring to the measured time of a pair.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(1.5);

    /// <summary>The quartiles of ratios in ascending order.</summary>
    public static string Quartiles(double[] ratios)
        => ratios.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{ratios[ratios.Length / 4]:0.000} .. {ratios[ratios.Length * 3 / 4]:0.000}");

    /// <summary>Ratios in ascending order; the order of the sides alternates.</summary>
    public static double[] Ratios(IProgram program, MonitoringAttributes attributes, int pairs)
    {
        var ratios = new List<double>();
        for (var pair = 0; pair < pairs; pair++)
        {
            var first = pair % 2 == 0 ? PerOperation(program) : Monitored(program, attributes);
            var second = pair % 2 == 0 ? Monitored(program, attributes) : PerOperation(program);
            ratios.Add(pair % 2 == 0 ? second / first : first / second);
        }

        return [.. ratios.Order()];
    }

    private static double Monitored(IProgram program, MonitoringAttributes attributes)
    {
        using var run = new MonitoredRun(program.Pids, attributes);
        Thread.Sleep(Beginning);
        return PerOperation(program);
    }

    private static double PerOperation(IProgram program)
    {
        var (operations, cpu) = (program.Operations(), program.CpuNs());
        Thread.Sleep(Side);
        return (program.CpuNs() - cpu) / (program.Operations() - operations);
    }
}
