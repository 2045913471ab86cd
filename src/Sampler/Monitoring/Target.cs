using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring;

/// <summary>A monitored process: its regions and its access checks (the kernel's <c>damon_target</c>).</summary>
internal sealed class Target(int index, ITargetOperations operations) : ILiveTarget
{
    private readonly RangeList _ranges = new();
    private RegionList _spare = new();
    private ulong[] _addresses = [];
    private AccessAnswer[] _answers = [];
    private int _prepared;

    /// <inheritdoc/>
    public int Index { get; } = index;

    /// <summary>Its regions.</summary>
    public RegionList Regions { get; private set; } = new();

    /// <summary>Number of the next snapshot.</summary>
    public long NextSeq { get; set; }

    /// <inheritdoc/>
    public bool IsValid => operations.IsValid;

    /// <summary>Reads what is to be monitored now and fits the regions to it; false when there are no ranges (the regions stay).</summary>
    /// <param name="minRegions">Lower bound of regions, for the first split.</param>
    /// <param name="unseen">Samples of the running aggregation interval that new regions have missed.</param>
    public bool Update(int minRegions, int unseen)
    {
        _ranges.Clear();
        operations.ReadRanges(_ranges);
        var ranges = _ranges.Span;
        if (ranges.IsEmpty)
        {
            return false;
        }

        if (Regions.Count == 0)
        {
            EvenSplit.Start(ranges, minRegions, Pages.Size, Regions);
            foreach (ref var region in Regions.Span)
            {
                region.NrUnknown = unseen;
            }
        }
        else
        {
            RegionFitting.Fit(Regions, ranges, Pages.Size, unseen, _spare);
            TakeSpare();
        }

        return true;
    }

    /// <summary>Learns what happened to the pages prepared last; where <paramref name="prepareNext"/>, prepares the next ones in the same call.</summary>
    public void Check(IRandomSource random, bool prepareNext)
    {
        var expected = _prepared;
        Tick(random, _answers.AsSpan(0, expected), prepareNext);
        var regions = Regions.Span;
        for (var i = 0; i < expected; i++)
        {
            switch (_answers[i])
            {
                case AccessAnswer.Accessed:
                    regions[i].NrAccesses++;
                    break;
                case AccessAnswer.Unknown:
                    regions[i].NrUnknown++;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Prepares a page of every region; what was prepared before is forgotten.</summary>
    public void Prepare(IRandomSource random) => Tick(random, [], prepareNext: true);

    /// <summary>Splits regions larger than <paramref name="maxSize"/> while there is <paramref name="room"/>.</summary>
    public void SplitAbove(ulong maxSize, ref int room)
    {
        RegionSplitting.SplitAbove(Regions, maxSize, ref room, _spare);
        TakeSpare();
    }

    /// <summary>Splits the regions that <paramref name="choice"/> picks.</summary>
    public void Split(int pieces, ref SplitChoice choice, IRandomSource random)
    {
        _spare.Clear();
        foreach (ref readonly var region in Regions.Span)
        {
            if (choice.Takes(RegionSplitting.CanSplit(region, Pages.Size), random))
            {
                RegionSplitting.Split(region, pieces, Pages.Size, random, _spare);
            }
            else
            {
                _spare.Add(region);
            }
        }

        TakeSpare();
    }

    /// <inheritdoc/>
    public void Close()
    {
        Regions.Clear();
        _prepared = 0;
        operations.Dispose();
    }

    private void Tick(IRandomSource random, Span<AccessAnswer> told, bool prepareNext)
    {
        _prepared = prepareNext ? Draw(random) : 0;
        if (told.Length > 0 || _prepared > 0)
        {
            operations.Tick(told, _addresses.AsSpan(0, _prepared));
        }
    }

    private int Draw(IRandomSource random)
    {
        var regions = Regions.Span;
        if (_addresses.Length < regions.Length)
        {
            // Room for the answers of the previous call is kept: its length may not change under it.
            Array.Resize(ref _addresses, Math.Max(regions.Length, _addresses.Length * 2));
            Array.Resize(ref _answers, _addresses.Length);
        }

        for (var i = 0; i < regions.Length; i++)
        {
            ref readonly var region = ref regions[i];
            _addresses[i] = region.Start + (random.Below(region.Size / Pages.Size) * Pages.Size);
        }

        return regions.Length;
    }

    private void TakeSpare() => (Regions, _spare) = (_spare, Regions);
}
