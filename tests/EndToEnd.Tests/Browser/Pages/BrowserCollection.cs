namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>Tests of the pages that share one server, one sampler and a few recordings.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserStack>
{
    public const string Name = "pages";
}
