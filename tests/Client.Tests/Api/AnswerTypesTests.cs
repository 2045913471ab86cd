using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Damon.Client.Api;
using Damon.Contracts;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Access;

namespace Damon.Client.Tests.Api;

/// <summary>What the calls carry is read by code made at build time: by reflection a browser takes many times as long.</summary>
public sealed class AnswerTypesTests
{
    /// <summary>What the client's calls answer, but for texts and bytes.</summary>
    public static TheoryData<Type> Answers => [.. typeof(ApiClient)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(method => method.ReturnType)
        .Where(type => type.IsGenericType)
        .Select(type => type.GetGenericArguments()[0])
        .Where(type => (type.GetElementType() ?? type).Namespace!.StartsWith("Damon.Contracts", StringComparison.Ordinal) && type != typeof(PackedCells))
        .Concat([typeof(MeResource), typeof(SignInResource[]), typeof(AuditAnswer), typeof(Mapping[]), typeof(OpeningResource), typeof(WorkingSetResource)])
        .Distinct()];

    /// <summary>Those of them that can be made without telling what is in them.</summary>
    public static TheoryData<Type> Plain => [.. ((IEnumerable<TheoryDataRow<Type>>)Answers).Select(row => row.Data.GetElementType() ?? row.Data).Where(type => type.GetConstructor([]) is not null).Distinct()];

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answer_IsReadByCodeMadeAtBuildTime(Type type)
        => Assert.IsAssignableFrom<JsonSerializerContext>(ContractJson.Answers.GetTypeInfo(type).OriginatingResolver);

    [Theory]
    [MemberData(nameof(Plain))]
    public void Answer_ThatTellsEverything_IsWhatWasSent(Type type)
    {
        var body = JsonSerializer.Serialize(Activator.CreateInstance(type), type, ContractJson.Options);

        Assert.Equal(body, JsonSerializer.Serialize(JsonSerializer.Deserialize(body, type, ContractJson.Answers), type, ContractJson.Options));
    }
}
