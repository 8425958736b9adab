using System.Text.Json.Serialization;

namespace Parlance.Dialects.Hosting;

/// <summary>A service by which a dialect brings its records into the API document; names and presence come from the contracts that also write the answers.</summary>
/// <remarks>
/// Of a record whose name ends in `Request`, `Command` or `Body` the document requires what is <see cref="JsonRequiredAttribute"/>; of any other, everything that
/// is always written. A property is left out under <see cref="InPathAttribute"/>.
/// </remarks>
public sealed record WireContracts(JsonSerializerContext Context);

/// <summary>On an interface or record: this JSON name stands in the path of a request, not in its body.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class)]
public sealed class InPathAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>On the record of a refusal: further properties are arrays of strings, one for each field that is wrong.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FieldTextsAttribute : Attribute;

/// <summary>On a type with a converter of its own: a JSON number or string.</summary>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class)]
public sealed class NumberOrTextAttribute : Attribute;
