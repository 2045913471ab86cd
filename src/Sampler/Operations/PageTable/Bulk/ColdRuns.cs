using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Operations.PageTable.Bulk;

/// <summary>Joins young pages into runs: each run costs an advice and a flush, however long it is.</summary>
internal static class ColdRuns
{
    /// <summary>
    /// Bytes between young pages that a run goes over. One page more in a run takes a fraction of a microsecond, one run
    /// more tens of them; so it could be several times this.
    /// </summary>
    internal const ulong Gap = 64 * Pages.Size;

    /// <summary>Finds the runs.</summary>
    /// <param name="slots">Surveyed pages of one mapping, in address order; where some are left out, more than a gap is.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="runs">Receives them, in address order.</param>
    internal static void Find(ReadOnlySpan<SampleSlot> slots, AddressRange mapping, List<ColdRun> runs)
    {
        // Large folios since the run's last young page: they are in it when it goes on.
        var (isOpen, hasLarge) = (false, false);
        foreach (ref readonly var slot in slots)
        {
            if (slot.Prepared == PageState.Absent)
            {
                continue;
            }

            var cold = new AddressRange(slot.ColdStart, slot.ColdStart + (slot.ColdPages * Pages.Size));
            if (slot.ColdPages == 0 || cold.Start < mapping.Start || cold.End > mapping.End)
            {
                isOpen = false;
                continue;
            }

            hasLarge |= slot.ColdPages > 1;
            if (slot is not { Checked: PageState.Young, Prepared: PageState.Young or PageState.YoungOffLru })
            {
                continue;
            }

            var isNew = !isOpen || cold.Start > runs[^1].Range.End + Gap;
            if (isNew)
            {
                runs.Add(new ColdRun { Range = cold, HasLargeFolios = slot.ColdPages > 1 });
            }
            else
            {
                var last = runs[^1];
                runs[^1] = last with
                {
                    Range = new AddressRange(last.Range.Start, Math.Max(last.Range.End, cold.End)),
                    HasLargeFolios = last.HasLargeFolios || hasLarge,
                };
            }

            (isOpen, hasLarge) = (true, false);
        }
    }
}
