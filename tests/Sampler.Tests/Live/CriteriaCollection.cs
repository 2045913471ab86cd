namespace Damon.Sampler.Tests.Live;

/// <summary>Likewise, beside those of <see cref="LiveCollection"/>.</summary>
[CollectionDefinition(nameof(CriteriaCollection))]
[Trait("Machine", "Alone")]
public sealed class CriteriaCollection;
