using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Parlance.Server.Api;

/// <summary>Contracts of one dialect under the options of the document: names stay as the dialect's own options make them, whatever the others use.</summary>
internal sealed class OwnNames(JsonSerializerContext context) : IJsonTypeInfoResolver
{
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        if (((IJsonTypeInfoResolver)context).GetTypeInfo(type, options) is not { } contract || context.GetTypeInfo(type) is not { } own)
            return null;
        for (var i = 0; i < own.Properties.Count; i++)
            contract.Properties[i].Name = own.Properties[i].Name;
        return contract;
    }
}
