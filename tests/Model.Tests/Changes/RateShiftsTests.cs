using Damon.Model.Changes;

namespace Damon.Model.Tests.Changes;

public sealed class RateShiftsTests
{
    private const int Runs = 1_000;

    private static readonly int[] Lengths = [10, 20, 60, 150, 512];

    [Theory]
    [InlineData("quiet")]
    [InlineData("noisy")]
    [InlineData("wild")]
    [InlineData("few samples")]
    [InlineData("rarely accessed")]
    [InlineData("bursts")]
    [InlineData("often bursts")]
    [InlineData("noise that stays")]
    [InlineData("period below a bucket")]
    [InlineData("period above a bucket")]
    [InlineData("always")]
    public void Find_Stationary_FindsNothingInNinetyNineOfAHundred(string kind)
    {
        var random = new Random(1);
        var alarms = 0;
        for (var run = 0; run < Runs; run++)
        {
            alarms += RateShifts.Find(Stationary(kind, random, Lengths[run % Lengths.Length])).Count > 0 ? 1 : 0;
        }

        Assert.InRange(alarms, 0, Runs / 100);
    }

    [Theory]
    [InlineData(3, 0.1)]
    [InlineData(3, 0.25)]
    [InlineData(5, 0.3)]
    [InlineData(1.0 / 3, 0.1)]
    [InlineData(1.0 / 3, 0.25)]
    [InlineData(1.0 / 5, 0.3)]
    public void Find_AStep_IsFoundWithinTwoBucketsInNinetyFiveOfAHundred(double factor, double noise)
    {
        var random = new Random(2);
        var (found, others) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var length = 40 + random.Next(300);
            var step = 12 + random.Next(length - 24);
            var low = 0.01 + (0.15 * random.NextDouble());
            var (before, after) = factor > 1 ? (low, factor * low) : (low / factor, low);

            var shifts = RateShifts.Find(RateSeries.Of(length, i => i < step ? before : after, RateSeries.Relative(random, noise)));

            found += shifts.Any(shift => Math.Abs(shift.Bucket - step) <= 2 && shift.After > shift.Before == factor > 1) ? 1 : 0;
            others += shifts.Count(shift => Math.Abs(shift.Bucket - step) > 2);
        }

        Assert.InRange(found, Runs * 95 / 100, Runs);

        // What is put a few buckets off among them.
        Assert.InRange(others, 0, Runs / 25);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(17)]
    public void Find_AStepInAShortSeries_IsFoundWhereItIsClear(int length)
    {
        var shift = Assert.Single(RateShifts.Find(RateSeries.Of(length, i => i < length / 2 ? 0.02 : 0.4, RateSeries.Relative(new Random(3), 0.05))));

        Assert.Equal(length / 2, shift.Bucket);
        Assert.InRange(shift.Before, 0.018, 0.022);
        Assert.InRange(shift.After, 0.36, 0.44);
    }

    [Theory]
    [InlineData(40, 10)]
    [InlineData(100, 10)]
    [InlineData(100, 50)]
    [InlineData(400, 100)]
    [InlineData(400, 0.01)]
    public void Find_GradualDrift_IsNotManySteps(int length, double factor)
    {
        var random = new Random(4);
        var most = 0;
        for (var run = 0; run < 200; run++)
        {
            var start = factor > 1 ? 0.9 / factor : 0.9;
            most = Math.Max(most, RateShifts.Find(RateSeries.Of(length, i => start * Math.Pow(factor, i / (double)length), RateSeries.Relative(random, 0.1))).Count);
        }

        Assert.InRange(most, 0, 1);
    }

    [Fact]
    public void Find_PhasesThatLast_AreAllFoundInOrder()
    {
        var shifts = RateShifts.Find(RateSeries.Of(120, i => (i / 30) switch { 0 => 0.05, 1 => 0.5, 2 => 0.1, _ => 0.001 }, RateSeries.Relative(new Random(5), 0.15)));

        Assert.Equal([30, 60, 90], shifts.Select(shift => shift.Bucket));
        Assert.All(shifts.Zip([(0.05, 0.5), (0.5, 0.1), (0.1, 0.001)]), pair =>
        {
            Assert.InRange(pair.First.Before, 0.85 * pair.Second.Item1, 1.15 * pair.Second.Item1);
            Assert.InRange(pair.First.After, 0.85 * pair.Second.Item2, 1.15 * pair.Second.Item2);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Find_AShortPeak_IsNoNewLevel(int buckets)
        => Assert.Empty(RateShifts.Find(RateSeries.Of(80, i => i >= 40 && i < 40 + buckets ? 0.9 : 0.05, RateSeries.Relative(new Random(6), 0.05))));

    [Theory]
    [InlineData(0.3, 0.55)]
    [InlineData(0, 0.004)]
    [InlineData(0.001, 0.004)]
    public void Find_LessThanTheLeastEffect_IsNone(double before, double after)
        => Assert.Empty(RateShifts.Find(RateSeries.Of(80, i => i < 40 ? before : after, RateSeries.Relative(new Random(7), 0.01))));

    [Fact]
    public void Find_GapsAndUnknown_AreNoChange()
    {
        var series = RateSeries.Of(100, _ => 0.2, RateSeries.Relative(new Random(8), 0.1));
        for (var i = 0; i < 100; i++)
        {
            series[i] = i % 7 == 0 || i is > 30 and < 60 or > 90 ? RateBucket.Unknown : series[i];
        }

        Assert.Empty(RateShifts.Find(series));
        Assert.Empty(RateShifts.Find([.. Enumerable.Repeat(RateBucket.Unknown, 50)]));
        Assert.Empty(RateShifts.Find([]));
    }

    [Fact]
    public void Find_AcrossALongGap_ConcludesNothing()
    {
        var series = RateSeries.Of(100, i => i < 50 ? 0.05 : 0.5, RateSeries.Relative(new Random(9), 0.1));
        for (var i = 45; i < 55; i++)
        {
            series[i] = RateBucket.Unknown;
        }

        Assert.Empty(RateShifts.Find(series));
    }

    [Fact]
    public void Find_AcrossAShortGap_IsFoundAtItsEnd()
    {
        var series = RateSeries.Of(100, i => i < 50 ? 0.05 : 0.5, RateSeries.Relative(new Random(10), 0.1));
        for (var i = 47; i < 52; i++)
        {
            series[i] = RateBucket.Unknown;
        }

        Assert.Equal(52, Assert.Single(RateShifts.Find(series)).Bucket);
    }

    [Fact]
    public void Find_BucketsThatAreNotSureThemselves_AreNotBelieved()
    {
        var step = RateSeries.Of(24, i => i < 12 ? 0.1 : 0.4, level => level);

        Assert.Single(RateShifts.Find([.. step.Select(bucket => bucket with { Error = bucket.Mean / 10 })]));
        Assert.Empty(RateShifts.Find([.. step.Select(bucket => bucket with { Error = bucket.Mean })]));
    }

    [Fact]
    public void Sums_OfSnapshots_AreTheMeanAndItsError()
    {
        var sums = new RateSums();
        Assert.True(sums.Bucket.IsUnknown);
        sums.Add(5, 0);
        Assert.True(sums.Bucket.IsUnknown);
        sums.Add(100, 1_000);
        Assert.Equal((0.1, double.NaN), (sums.Bucket.Mean, sums.Bucket.Error));
        sums.Add(300, 1_000);
        sums.Add(200, 1_000);

        // Three values whose standard deviation is 0.1.
        Assert.Equal((0.2, 0.1 / Math.Sqrt(3)), (sums.Bucket.Mean, sums.Bucket.Error), Near);

        // Their own errors count where these are larger.
        var (sure, unsure) = (new RateSums(), new RateSums());
        foreach (var accessed in new[] { 100, 300, 200 })
        {
            sure.Add(accessed, 1_000, 1);
            unsure.Add(accessed, 1_000, 200 * 200);
        }

        Assert.Equal((0.2, 0.1 / Math.Sqrt(3)), (sure.Bucket.Mean, sure.Bucket.Error), Near);
        Assert.Equal((0.2, 0.2), (unsure.Bucket.Mean, unsure.Bucket.Error), Near);
    }

    private static readonly IEqualityComparer<(double, double)> Near
        = EqualityComparer<(double A, double B)>.Create((one, other) => Math.Abs(one.A - other.A) < 1e-12 && Math.Abs(one.B - other.B) < 1e-12, _ => 0);

    private static RateBucket[] Stationary(string kind, Random random, int length)
    {
        var level = 0.01 + (0.5 * random.NextDouble());
        var phase = random.NextDouble();
        var period = 0.1 + (0.8 * random.NextDouble());
        Func<double, double> noise = kind switch
        {
            "quiet" => RateSeries.Relative(random, 0.05),
            "noisy" => RateSeries.Relative(random, 0.3),
            "wild" => RateSeries.Relative(random, 0.7),
            "few samples" => RateSeries.Counted(random, 10),
            "rarely accessed" => value => RateSeries.Counted(random, 50)(value / 20),
            "bursts" => RateSeries.Bursts(random, 0.03),
            "often bursts" => RateSeries.Bursts(random, 0.3),
            "noise that stays" => RateSeries.Lasting(random, 0.2, 0.5),
            "always" => static _ => 1,
            _ => static value => value,
        };
        return RateSeries.Of(length, Level, noise);

        // What a bucket holds of something that is on for the first third of each period.
        double Level(int bucket) => kind switch
        {
            "period below a bucket" => Enumerable.Range(0, 64).Average(part => (((bucket + (part / 64.0)) / period) + phase) % 1 < 1 / 3.0 ? level : 0),
            "period above a bucket" => ((bucket / (3 + (6 * period))) + phase) % 1 < 0.5 ? level : level / 10,
            _ => level,
        };
    }
}
