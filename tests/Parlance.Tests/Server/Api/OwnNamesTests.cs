using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Parlance.Dialects.Native.Wire;
using Parlance.Server.Api;

namespace Parlance.Tests.Server.Api;

public partial class OwnNamesTests
{
    [Fact]
    public void Records_of_two_dialects_keep_their_own_names_in_one_document()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(new OwnNames(NativeJson.Default), new OwnNames(OtherJson.Default)) };

        Names(typeof(SendReply)).ShouldBe(["message", "seq", "sent_at", "repeat"]);
        Names(typeof(Other)).ShouldBe(["memberCount", "room_id"]);

        List<string> Names(Type type) => [.. options.GetTypeInfo(type).Properties.Select(property => property.Name)];
    }

    public sealed record Other(int MemberCount, [property: JsonPropertyName("room_id")] string RoomId);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Other))]
    internal sealed partial class OtherJson : JsonSerializerContext;
}
