namespace Damon.Sampler.Tests.Live;

/// <summary>
/// Tests on live processes in real time, one after the other. They wait most of the time, so that the published criteria run
/// beside them, but nothing else does when <c>./test</c> runs everything.
/// </summary>
[CollectionDefinition(nameof(LiveCollection))]
[Trait("Machine", "Alone")]
public sealed class LiveCollection;
