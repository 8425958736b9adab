using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parlance.Dialects.Django;

/// <summary>The records that the Django families share.</summary>
[JsonSerializable(typeof(DjangoBody.Raw))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class DjangoJson : JsonSerializerContext;
