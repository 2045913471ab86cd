using Damon.EndToEnd.Tests.Browser.Pages.Memory;

namespace Damon.EndToEnd.Tests.Stack;

/// <summary>Some of them look at the pages of one server.</summary>
[CollectionDefinition(Lanes.Waiting)]
public sealed class WaitingCollection : ICollectionFixture<MemoryStack>;
