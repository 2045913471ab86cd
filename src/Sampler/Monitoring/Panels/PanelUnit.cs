using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>A page of the panel, and what is known of its accesses. It is followed as long as its address is mapped.</summary>
internal struct PanelUnit
{
    /// <summary>Bytes of a huge page.</summary>
    public const ulong HugePageBytes = 512 * Pages.Size;

    /// <summary>First byte.</summary>
    public ulong Address;

    /// <summary>Whether it has been looked at.</summary>
    public bool IsSeen;

    /// <summary>Whether something is present at the address.</summary>
    public bool IsPresent;

    /// <summary>Whether its accesses can't be seen: it stays accessed whatever is done.</summary>
    public bool IsUnknown;

    /// <summary>Whether other processes map the page, too.</summary>
    public bool IsShared;

    /// <summary>Whether it is made old by sweeps: advice can't.</summary>
    public bool IsSwept;

    /// <summary>Whether it is part of a huge page: it shares the Accessed bit of all pages in that.</summary>
    public bool IsHuge;

    /// <summary>Number of the physical page; 0 when it is not known.</summary>
    public ulong Frame;

    /// <summary>When the first period began, before which nothing is known; nanoseconds.</summary>
    public long FirstNs;

    /// <summary>When the running period began: it was made old, or found so. 0 when it has not been yet; nanoseconds.</summary>
    public long ArmedNs;

    /// <summary>When the running period ends; nanoseconds.</summary>
    public long DueNs;

    /// <summary>When it was first found accessed in the running period; 0 when it was not.</summary>
    public long TouchedNs;

    /// <summary>The last period that ended with an access found; both 0 when there was none.</summary>
    public long LastStartNs;

    /// <summary>End of that period.</summary>
    public long LastEndNs;

    /// <summary>Ages, by their index, after which it has been looked at in the running period.</summary>
    public ushort Looked;

    /// <summary>Ages for which it is known whether it was accessed within such a time of having been made old.</summary>
    public ushort Known;

    /// <summary>Of those, the ages within which it was.</summary>
    public ushort Within;

    /// <summary>Whether the last period that is over, or the running one, found an access: being made old once more costs a clear.</summary>
    public readonly bool IsInUse => TouchedNs != 0 || (LastEndNs != 0 && LastEndNs == ArmedNs);

    /// <summary>Whether its next period takes a clear to begin: old as it is, or absent, it need not be made old.</summary>
    public readonly bool TakesClear => ArmedNs == 0 || TouchedNs != 0 || IsUnknown;

    /// <summary>A page that comes into the panel after it was made old by a sweep: it tells of all time since then.</summary>
    public static PanelUnit OfSwept(ulong address, long sweptNs)
        => new() { Address = address, IsShared = true, IsSwept = true, ArmedNs = sweptNs, FirstNs = sweptNs };

    /// <summary>A page of memory that was not mapped at a time.</summary>
    public static PanelUnit OfUnmapped(ulong address, long unmappedNs) => new() { Address = address, ArmedNs = unmappedNs, FirstNs = unmappedNs };

    /// <summary>It has been accessed in the running period.</summary>
    public void Touch(long nowNs) => TouchedNs = TouchedNs == 0 ? nowNs : TouchedNs;

    /// <summary>A period ends and the next one begins.</summary>
    public void Rearm(long nowNs, long cycleNs)
    {
        Schedule(nowNs, cycleNs);
        if (TouchedNs != 0 && ArmedNs != 0)
        {
            (LastStartNs, LastEndNs) = (ArmedNs, nowNs);
        }

        (ArmedNs, TouchedNs, Looked) = (nowNs, 0, 0);
        FirstNs = FirstNs == 0 ? nowNs : FirstNs;
    }

    /// <summary>Takes up what a look found.</summary>
    public void See(PageSight sight, PagePlace place, long nowNs, long cycleNs)
    {
        if (sight == PageSight.Absent)
        {
            // What comes later comes by an access, and is not what was here before.
            this = new PanelUnit { Address = Address, IsSeen = true, ArmedNs = nowNs, FirstNs = nowNs, DueNs = DueNs };
            Schedule(nowNs, cycleNs);
            return;
        }

        var (isNew, isAccessed) = (!IsPresent, sight == PageSight.Accessed);
        (IsSeen, IsPresent, IsHuge, Frame) = (true, true, place.IsHuge, place.Frame);
        if (!isAccessed)
        {
            IsUnknown = false;
            if ((isNew && !IsSwept) || ArmedNs == 0)
            {
                ArmedNs = nowNs;
                FirstNs = FirstNs == 0 ? nowNs : FirstNs;
                Schedule(nowNs, cycleNs);
            }
        }
        else if (ArmedNs != 0 && !IsUnknown)
        {
            Touch(nowNs);
        }

        PanelAges.Note(ref this, nowNs);
    }

    /// <summary>Takes up what came of making it old.</summary>
    /// <param name="sight">What came of it.</param>
    /// <param name="sweptNs">When the last sweep made old what others map, too; 0 where none does.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="cycleNs">The present cycle.</param>
    public void Age(PageSight sight, long sweptNs, long nowNs, long cycleNs)
    {
        if (sight == PageSight.Shared && sweptNs != 0)
        {
            if (ArmedNs == 0 || IsUnknown)
            {
                // Nothing else makes it old: what is seen of it tells of all time since the sweep.
                (IsUnknown, ArmedNs, FirstNs, TouchedNs) = (false, sweptNs, sweptNs, 0);
            }

            // The period goes on until the next sweep.
            (IsShared, IsSwept) = (true, true);
            Schedule(nowNs, cycleNs);
            return;
        }

        IsUnknown = sight is PageSight.Stuck or PageSight.Shared;
        IsShared = sight == PageSight.Shared;
        if (IsUnknown)
        {
            (ArmedNs, FirstNs, TouchedNs, Looked, Known, LastStartNs, LastEndNs) = (nowNs, 0, 0, 0, 0, 0, 0);
            Schedule(nowNs, cycleNs);
            return;
        }

        if (sight == PageSight.MadeOld && ArmedNs != 0)
        {
            Touch(nowNs);
        }

        Rearm(nowNs, cycleNs);
    }

    /// <summary>A sweep has made it old.</summary>
    public void Sweep(long nowNs, long cycleNs)
    {
        if (IsUnknown)
        {
            (IsUnknown, TouchedNs, FirstNs) = (false, 0, 0);
        }

        IsSwept = IsShared;

        // One that advice makes old, too, goes on where it was old already; else its next period is as long as any.
        if (IsSwept || TouchedNs != 0 || ArmedNs == 0)
        {
            DueNs = nowNs;
            Rearm(nowNs, cycleNs);
        }
    }

    /// <summary>Its period begins now: before, some accesses were not seen.</summary>
    public void Flushed(long nowNs)
    {
        if (IsSwept)
        {
            (ArmedNs, TouchedNs, Looked) = (nowNs, TouchedNs == 0 ? 0 : nowNs, 0);
        }
    }

    /// <summary>Sweeps have ended: what only they made old is unknown.</summary>
    public void EndSweeps()
    {
        IsUnknown |= IsSwept;
        IsSwept = false;
    }

    // The first period is shorter by chance: else all pages would be looked at anew at the same time, and every age told by the same border.
    private void Schedule(long nowNs, long cycleNs)
    {
        if (DueNs == 0)
        {
            DueNs = nowNs + (long)((PanelDrawing.Mix(Address) >> 11) * (1.0 / (1L << 53)) * cycleNs);
        }
        else if (DueNs <= nowNs)
        {
            DueNs = Math.Max(DueNs + cycleNs, nowNs + (cycleNs / 2));
        }
    }
}
