using Damon.Model.Addresses;
using Damon.Model.Changes;
using Damon.Model.Monitoring;

namespace Damon.Model.Tests.Changes;

/// <summary>Mappings for tests, in megabytes.</summary>
internal static class Mapped
{
    public const ulong Mega = 1 << 20;

    public static MappedPart Plain(ulong start, ulong end) => new(new AddressRange(start * Mega, end * Mega), "", MappingKind.Anonymous, true);

    public static MappedPart Reserved(ulong start, ulong end) => Plain(start, end) with { IsAccessible = false };

    public static MappedPart Named(string name, ulong start, ulong end) => Plain(start, end) with { Name = name, Kind = MappingKind.File };

    public static RunTracks Follow(params MappedPart[][] states)
    {
        var tracks = new RunTracks();
        for (var i = 0; i < states.Length; i++)
        {
            tracks.Take(i + 1, MappedRun.Of(states[i]));
        }

        return tracks;
    }
}
