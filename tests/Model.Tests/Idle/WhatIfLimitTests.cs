using Damon.Model.Idle;

namespace Damon.Model.Tests.Idle;

public sealed class WhatIfLimitTests
{
    private const int Groups = 13;
    private const int LookEveryS = 10;
    private const double PageBytes = 4_096;

    [Fact]
    public void Of_NothingRecorded_IsNothing() => Assert.Null(WhatIfLimit.Of([], 1));

    [Fact]
    public void Of_NoLimit_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => WhatIfLimit.Of([Look(0, (0, 1))], 0));

    [Fact]
    public void Of_LimitAboveAll_LeavesNothingOut()
    {
        var tried = WhatIfLimit.Of([Look(0, (0, 100), (8, 50)), Look(60, (0, 100), (8, 50))], 150)!;

        Assert.Equal((0.0, null, 0.0), (tried.LeftOutBytes, tried.CutS, tried.AgainBytesPerS));
    }

    [Fact]
    public void Of_LimitWithinAGroup_CutsAtAnAgeInIt()
    {
        // 100 within a second, 50 of 120 to 300 s.
        var tried = WhatIfLimit.Of([Look(0, (0, 100), (7, 50))], 125)!;

        Assert.Equal(25, tried.LeftOutBytes);
        Assert.Equal(Math.Sqrt(120 * 300), tried.CutS!.Value, 1e-6);
        Assert.Null(tried.AgainBytesPerS);
    }

    [Fact]
    public void Of_UnknownMemory_CountsAsKept()
    {
        var look = Look(0, (0, 100), (12, 50)) with { UnknownBytes = 40 };

        Assert.Equal(30, WhatIfLimit.Of([look], 160)!.LeftOutBytes);
    }

    [Fact]
    public void Of_OldMemoryThatIsFreed_WasNotTouchedAgain()
    {
        AgedMemory[] looks = [Look(0, (0, 100), (12, 80)), Look(30, (0, 100), (12, 60)), Look(60, (0, 100), (12, 40)), Look(90, (0, 100), (12, 20))];

        Assert.Equal(0, WhatIfLimit.Of(looks, 100)!.AgainBytesPerS);
    }

    [Fact]
    public void Of_ColdMemoryNeverTouched_IsTouchedNoTimes()
    {
        var looks = Enumerable.Range(0, 200).Select(i => Look(i * LookEveryS, (0, 100), (12, 400))).ToArray();

        var tried = WhatIfLimit.Of(looks, 200)!;

        Assert.Equal((300.0, 0.0), (tried.LeftOutBytes, tried.AgainBytesPerS));
    }

    [Fact]
    public void Of_LimitBelowWhatIsInUse_IsTouchedAllTheTime()
    {
        var looks = Enumerable.Range(0, 20).Select(i => Look(i * LookEveryS, (0, 400))).ToArray();

        var tried = WhatIfLimit.Of(looks, 200)!;

        Assert.Equal(200.0 / 10, tried.AgainBytesPerS!.Value, 1e-6);
    }

    [Fact]
    public void Of_ColdMemoryTouchedBitByBit_IsTouchedAtThatRate()
    {
        var looks = Enumerable.Range(0, 30).Select(i => Look(i * LookEveryS, (0, 100 + (5 * i)), (12, 400 - (5 * i)))).ToArray();

        // Of what is touched, 0.5 a second, the limit leaves out 255 of 400 at first and all at last.
        Assert.InRange(WhatIfLimit.Of(looks, 245)!.AgainBytesPerS!.Value, 0.5 * 255 / 400, 0.5);
    }

    // Pages touched by chance, each at its own rate; the truth is counted touch by touch, and what is touched several times
    // between two edges counts once here.
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.7)]
    [InlineData(4, 0.8)]
    [InlineData(5, 0.9)]
    public void Of_PagesOfManyRates_IsNearWhatEveryTouchTells(int seed, double share)
    {
        var process = new Pages(1_500, seed);
        var limit = share * 1_500 * PageBytes;
        var truth = process.Run(7_200, limit);

        var tried = WhatIfLimit.Of(process.Looks, limit)!;

        Assert.InRange(tried.AgainBytesPerS!.Value, 0.35 * truth, 1.5 * truth);
        Assert.Equal(1_500 * PageBytes * (1 - share), tried.LeftOutBytes, PageBytes);
    }

    // Of 400 pages 160 are in constant use, the others are touched together every 400 seconds and rest in between.
    [Theory]
    [InlineData(0.45)]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public void Of_MemoryTouchedTogetherFromTimeToTime_IsNearWhatEveryTouchTells(double share)
    {
        const int Pages = 400, Used = 160, PeriodS = 400, Seconds = 7_200;
        var (last, looks, again) = (new double[Pages], new List<AgedMemory>(), 0);
        var kept = (int)(share * Pages);
        var random = new Random(5);
        var cut = 0.0;
        for (var now = 1; now <= Seconds; now++)
        {
            for (var page = 0; page < Pages; page++)
            {
                if (page < Used ? random.NextDouble() < 0.5 : now % PeriodS == page % 7)
                {
                    again += now > PeriodS && last[page] < cut ? 1 : 0;
                    last[page] = now - random.NextDouble();
                }
            }

            cut = last.OrderDescending().ElementAt(kept - 1);
            if (now > PeriodS && now % LookEveryS == 9)
            {
                looks.Add(Aged(now, last));
            }
        }

        var truth = again * PageBytes / (Seconds - PeriodS);
        Assert.InRange(WhatIfLimit.Of(looks, share * Pages * PageBytes)!.AgainBytesPerS!.Value, 0.4 * truth, 1.5 * truth);
    }

    private static AgedMemory Aged(int now, IEnumerable<double> last)
    {
        var bytes = new double[Groups];
        foreach (var one in last)
        {
            var group = IdleScale.EdgesS.ToList().FindIndex(edge => now - one <= edge);
            bytes[group < 0 ? ^1 : group] += PageBytes;
        }

        return new AgedMemory(now * 1_000_000L, bytes, new double[Groups], 0);
    }

    private static AgedMemory Look(double seconds, params (int Group, double Bytes)[] groups)
    {
        var bytes = new double[Groups];
        foreach (var (group, some) in groups)
        {
            bytes[group] = some;
        }

        return new AgedMemory((long)(seconds * 1e6), bytes, new double[Groups], 0);
    }

    private sealed class Pages
    {
        private readonly double[] _rates;
        private readonly double[] _last;
        private readonly Random _random;

        public Pages(int count, int seed)
        {
            _random = new Random(seed);

            // Mean times between touches from 2 s to an hour, even by their logarithms.
            _rates = [.. Enumerable.Range(0, count).Select(_ => 1 / (2 * Math.Pow(1_800, _random.NextDouble())))];
            _last = [.. _rates.Select(_ => double.NegativeInfinity)];
        }

        public List<AgedMemory> Looks { get; } = [];

        /// <summary>Bytes a second touched when they were not among the youngest, after an hour to settle.</summary>
        public double Run(int seconds, double limitBytes)
        {
            const int Settled = 3_600;
            var kept = (int)(limitBytes / PageBytes);
            var (cut, again) = (0.0, 0);
            for (var now = 0; now < Settled + seconds; now++)
            {
                for (var page = 0; page < _rates.Length; page++)
                {
                    if (_random.NextDouble() < 1 - Math.Exp(-_rates[page]))
                    {
                        again += now >= Settled && _last[page] < cut ? 1 : 0;
                        _last[page] = now;
                    }
                }

                // The limit keeps what was touched last.
                cut = _last.OrderDescending().ElementAt(kept - 1);
                if (now >= Settled && now % LookEveryS == 0)
                {
                    Looks.Add(Aged(now, _last));
                }
            }

            return again * PageBytes / seconds;
        }
    }
}
