using System.Text.Json;
using System.Text.Json.Serialization;
using Damon.Contracts.Groups;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Access;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Rest.Areas;
using Damon.Contracts.Rest.Changes;
using Damon.Contracts.Rest.Health;
using Damon.Contracts.Rest.Lenses;
using Damon.Contracts.Rest.Limits;
using Damon.Contracts.Rest.Members;

namespace Damon.Contracts.Json;

/// <summary>
/// How the answers of the calls are read, found at build time: a browser interprets what runs in it, and
/// finding it by reflection takes longer than the reading itself.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SamplerResource[]))]
[JsonSerializable(typeof(HealthResource))]
[JsonSerializable(typeof(ProcessResource[]))]
[JsonSerializable(typeof(GroupResource[]))]
[JsonSerializable(typeof(SessionResource[]))]
[JsonSerializable(typeof(Mapping[]))]
[JsonSerializable(typeof(OpeningResource))]
[JsonSerializable(typeof(SnapshotPage))]
[JsonSerializable(typeof(HeatmapResource))]
[JsonSerializable(typeof(IdleResource))]
[JsonSerializable(typeof(IdleSeriesAnswer))]
[JsonSerializable(typeof(NeededResource))]
[JsonSerializable(typeof(LimitsAnswer))]
[JsonSerializable(typeof(MembersAnswer))]
[JsonSerializable(typeof(LensResource))]
[JsonSerializable(typeof(PagesResource))]
[JsonSerializable(typeof(AreaUse))]
[JsonSerializable(typeof(ChangesAnswer))]
[JsonSerializable(typeof(AdviceAnswer))]
[JsonSerializable(typeof(MeResource))]
[JsonSerializable(typeof(SignInResource[]))]
[JsonSerializable(typeof(AuditAnswer))]
internal sealed partial class ContractJsonContext : JsonSerializerContext;
