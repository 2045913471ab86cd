using Damon.Contracts.Rest.Access;

namespace Damon.Server.Security.Audit;

/// <summary>Where it is written down who did what. Entries are added, and never changed; the oldest make way for new ones.</summary>
internal interface IAuditLog
{
    /// <summary>Writes an entry down. Never fails: what cannot be written is kept in memory, and told by <see cref="Read"/>.</summary>
    /// <param name="entry">The entry; its time is made later than that of any other.</param>
    void Add(AuditEntry entry);

    /// <summary>The newest entries.</summary>
    /// <param name="beforeUs">Only what is older, Unix microseconds.</param>
    /// <param name="most">At most so many.</param>
    AuditAnswer Read(long beforeUs, int most);
}
