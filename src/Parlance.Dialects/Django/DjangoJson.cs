using System.Text.Json.Serialization;
using Parlance.Dialects.Django.Wire;

namespace Parlance.Dialects.Django;

/// <summary>The records that the Django families share.</summary>
[JsonSerializable(typeof(DjangoBody.Raw))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(DjangoProblem))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(RegisteredAnswer))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(TokensAnswer))]
[JsonSerializable(typeof(LoggedOutAnswer))]
internal sealed partial class DjangoJson : JsonSerializerContext;
