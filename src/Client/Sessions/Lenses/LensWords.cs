using Damon.Client.Addresses;
using Damon.Client.Idle;
using Damon.Client.Idle.Words;
using Damon.Client.Times;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Lenses;
using Damon.Model.Format;

namespace Damon.Client.Sessions.Lenses;

/// <summary>Pages in words.</summary>
/// <param name="time">How times are shown.</param>
public sealed class LensWords(TimeMapping time)
{
    /// <summary>One page: where it is, what is mapped there, and when it was used last.</summary>
    /// <param name="pages">All pages.</param>
    /// <param name="page">Its number, from 0.</param>
    /// <param name="mappings">The target's mappings, in address order.</param>
    public string Page(LensPages pages, int page, IReadOnlyList<Mapping> mappings)
    {
        var address = pages.AddressOf(page);
        var name = MappingNames.At(mappings, address) is { } mapping ? MappingNames.Short(mapping) : "not mapped";
        return $"{HexAddressConverter.Format(address)}, {name}: {Age(pages, page)}";
    }

    /// <summary>What an age is called here.</summary>
    public string Name(AgeClass age, LensPages pages) => age == AgeClasses.Oldest ? $"not since {Clock(pages.SinceUs)}" : age.Text;

    /// <summary>What is looked at, since when, and how exactly that is known.</summary>
    public string Summary(LensResource lens, LensPages? pages)
    {
        var bytes = lens.End - lens.Start;
        var head = $"{HexAddressConverter.Format(lens.Start)}–{HexAddressConverter.Format(lens.End)}: {ByteSize.Text(bytes)}, open since {Clock(lens.SinceUs)}";
        return pages is null ? $"{head}." : $"{head}, as of {Clock(pages.AtUs)}. A page in constant use can be told to be up to {Durations.Text(lens.SweepUs + 1_000_000)} old; one not used since the opening is as old as that.";
    }

    private string Age(LensPages pages, int page) => (pages.CodeAt(page), pages.IdleSeconds(page)) switch
    {
        (LensPages.AbsentCode, _) => "not present",
        (LensPages.UnknownCode, _) => "present, and nothing can be told of it",
        (_, null) => $"not used since the lens was opened at {Clock(pages.SinceUs)}",
        (_, < 1) => "used within the last second",
        (_, { } seconds) => $"used about {Durations.Text(Math.Round(seconds) * 1e6)} ago, at about {Clock(pages.AtUs - (seconds * 1e6))}",
    };

    private string Clock(double us) => IdleClock.Text(time, us);
}
