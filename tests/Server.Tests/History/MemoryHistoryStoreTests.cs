using Damon.Server.History;

namespace Damon.Server.Tests.History;

public sealed class MemoryHistoryStoreTests : HistoryStoreAcceptance
{
    private readonly MemoryHistoryStore _store = new();

    private protected override IHistoryStore Open() => _store;

    private protected override IHistoryStore Reopen() => _store;
}
