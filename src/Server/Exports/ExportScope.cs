using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Time;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>What of a session is exported.</summary>
/// <param name="Key">The session's number in the history.</param>
/// <param name="Session">The session as it stands.</param>
/// <param name="Targets">The targets wanted.</param>
/// <param name="Time">Snapshots that overlap it are wanted, whole.</param>
/// <param name="Addresses">Regions are wanted as far as they lie in it.</param>
internal sealed record ExportScope(long Key, Session Session, IReadOnlyList<SessionTarget> Targets, TimeRange Time, AddressRange Addresses)
{
    /// <summary>The session as it is told to who asked.</summary>
    public SessionResource Told { get; init; } = Session.ToResource();
}
